package io.agentaiops.toolrunner.policy;

/** A policy that can be read as YAML and yet means nothing. */
final class WrongPolicy extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private final String command;

    WrongPolicy(String command, String reason) {
        super("command " + command + " " + reason);
        this.command = command;
    }

    /** The command whose rule is wrong, without its subcommands. */
    String command() {
        return command.contains(" ") ? command.substring(0, command.indexOf(' ')) : command;
    }
}
