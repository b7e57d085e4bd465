package io.agentaiops.toolrunner.tool;

import java.util.Map;

/** Something that can be called. Implementations are beans; the registry finds them. */
public interface Tool {

    /** What callers and models are told about it. */
    ToolDescription description();

    /** Judges the arguments and says what would be done. Has no effect, and is asked again before every run. */
    Preparation prepare(Map<String, Object> arguments);

    /** The same for a tool to which it matters who asks; to most it does not, for they only look. */
    default Preparation prepare(Map<String, Object> arguments, Asker asker) {
        return prepare(arguments);
    }

    /** Tries whether the tool works, without changing anything. */
    SelfTest selfTest();

    /**
     * Whether the tool works.
     *
     * @param passed whether it does
     * @param summary what was tried and found
     */
    record SelfTest(boolean passed, String summary) {}
}
