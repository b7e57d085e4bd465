package io.agentaiops.toolrunner.command;

/** What became of a command line that somebody wrote. */
public sealed interface ParsedCommand {

    /** It is in the language. */
    record Accepted(CommandLine line) implements ParsedCommand {}

    /**
     * It is not in the language.
     *
     * @param position index of the first character at fault, from 0
     * @param reason what is wrong and what to write instead
     */
    record Refused(int position, String reason) implements ParsedCommand {

        /** The reason together with its place, for people, who count from 1. */
        public String message() {
            return "character " + (position + 1) + ": " + reason;
        }
    }
}
