package io.agentaiops.opsscheduler.procedure;

/**
 * A document that is not run, and one of the reasons.
 *
 * @param path relative to the documents folder
 * @param line where the problem is
 * @param reason what is wrong and what is allowed
 */
public record Refusal(String path, int line, String reason) {

    /** As compilers print it: {@code path:line: reason}. */
    @Override
    public String toString() {
        return path + ":" + line + ": " + reason;
    }
}
