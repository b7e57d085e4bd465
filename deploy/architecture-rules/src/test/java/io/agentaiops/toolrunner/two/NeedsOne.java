package io.agentaiops.toolrunner.two;

import io.agentaiops.toolrunner.one.NeedsTwo;
import org.jspecify.annotations.Nullable;

/** The other half. */
public record NeedsOne(@Nullable NeedsTwo other) {}
