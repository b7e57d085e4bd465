package io.agentaiops.opsscheduler.procedure;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Require;
import java.time.Duration;

/**
 * One step of a procedure.
 *
 * @param id slug of the heading without its number; unique within the document
 * @param title the heading without its number
 * @param timeout time that the step may take
 * @param onFailure what a failure means for the run
 * @param needsApproval whether a person must say yes first
 * @param retries how often it is tried again when it fails
 * @param when when it is done at all
 * @param firstLine the heading's line in the document
 * @param lastLine last line of the section
 * @param text what the section says to people, as Markdown, without the step block
 */
public record Step(
        String id,
        String title,
        StepAction action,
        Duration timeout,
        OnFailure onFailure,
        boolean needsApproval,
        int retries,
        Condition when,
        int firstLine,
        int lastLine,
        String text) {

    /** For steps that say nothing about it. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    public Step {
        Require.text(id, "id");
        Require.text(title, "title");
        requireNonNull(action, "action");
        requireNonNull(onFailure, "onFailure");
        requireNonNull(when, "when");
        requireNonNull(text, "text");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be positive but is " + timeout);
        }
        if (firstLine < 1 || lastLine < firstLine) {
            throw new IllegalArgumentException("lines must be in order but are " + firstLine + "-" + lastLine);
        }
    }

    /** Where the step stands in its document, such as {@code 12-20}. */
    public String lines() {
        return firstLine + "-" + lastLine;
    }
}
