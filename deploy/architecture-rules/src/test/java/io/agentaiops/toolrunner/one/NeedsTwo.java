package io.agentaiops.toolrunner.one;

import io.agentaiops.toolrunner.two.NeedsOne;
import org.jspecify.annotations.Nullable;

/** Half of a cycle. */
public record NeedsTwo(@Nullable NeedsOne other) {}
