package io.agentaiops.agentgateway.evidence;

import static java.util.Objects.requireNonNull;

/**
 * A text that an answer may rest on.
 *
 * @param ref where it is found
 * @param about what it is about, such as a title or a command: makes words of an answer plausible, and backs no number
 * @param text what it says
 */
public record Source(SourceRef ref, String about, String text) {
    public Source {
        requireNonNull(ref, "ref");
        requireNonNull(about, "about");
        requireNonNull(text, "text");
    }
}
