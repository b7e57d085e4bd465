package io.agentaiops.alertrouter.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What alerts are asked for, in Alertmanager's terms.
 *
 * @param active those that nothing suppresses
 * @param silenced those that a silence covers
 * @param inhibited those that another alert inhibits
 * @param muted those of routes that are mute now
 * @param filter matchers of their labels
 * @param receiver an expression for the name of who is told
 * @param receiverMatchers matchers of the labels of who is told
 */
record AlertQuery(
        boolean active,
        boolean silenced,
        boolean inhibited,
        boolean muted,
        List<String> filter,
        @Nullable String receiver,
        List<String> receiverMatchers) {}
