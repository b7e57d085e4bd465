package io.agentaiops.toolrunner.tool;

/**
 * What a tool inside this process says.
 *
 * @param good whether what was looked at is well; a bad finding is a result, not a failure of the tool
 * @param text what was found
 */
public record ToolAnswer(boolean good, String text) {

    /** All is well, or there was nothing to judge. */
    public static ToolAnswer good(String text) {
        return new ToolAnswer(true, text);
    }

    /** Something is not well. */
    public static ToolAnswer bad(String text) {
        return new ToolAnswer(false, text);
    }
}
