package io.agentaiops.toolrunner.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code policy.yaml}.
 *
 * @param paths which files may be looked at
 * @param types names for regular expressions that a whole argument must match
 * @param hosts regular expressions for hosts that may be reached without asking; the others need an approval
 * @param urls regular expressions for addresses that may be fetched; the others are denied
 * @param hints what to use instead of a command that is not allowed
 * @param commands the commands that are allowed
 */
record PolicyDocument(
        PathRules paths,
        Map<String, String> types,
        List<String> hosts,
        List<String> urls,
        Map<String, String> hints,
        Map<String, CommandRule> commands) {

    PolicyDocument {
        given("paths", paths);
        types = Map.copyOf(given("types", types));
        hosts = List.copyOf(given("hosts", hosts));
        urls = List.copyOf(given("urls", urls));
        hints = orEmpty(hints);
        commands = Map.copyOf(given("commands", commands));
    }

    private static <T> T given(String section, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("the section '" + section + "' is missing");
        }
        return value;
    }

    /**
     * Globs of absolute paths; {@code ${NAME}} stands for an environment variable, and a glob whose variable is not set
     * is left out.
     *
     * @param readable whose contents may be read
     * @param trees which may be read recursively: nothing below them may be secret
     * @param listable whose names and sizes may be read
     * @param secret which may not be touched at all, whatever the others say
     */
    record PathRules(List<String> readable, List<String> trees, List<String> listable, List<String> secret) {
        PathRules {
            readable = List.copyOf(readable);
            trees = List.copyOf(trees);
            listable = List.copyOf(listable);
            secret = List.copyOf(secret);
        }
    }

    /** How a command writes its options. */
    enum Style {
        /** {@code -abc}, {@code -n5}, {@code --long=value}, {@code --}. */
        GNU,
        /** Like GNU, but the first operand ends the options, as for awk. */
        POSIX,
        /** {@code -name value}: every option is a word of its own, as for find, ip and openssl. */
        WORDS
    }

    /**
     * What a command may be given.
     *
     * @param risk what it does; for a subcommand, null means that of its command
     * @param network see {@link PermittedCommand}
     * @param processes see {@link PermittedCommand}
     * @param privileged see {@link PermittedCommand}
     * @param style how it writes its options
     * @param flags single letters without a value
     * @param numeric whether {@code -100} is an option, as for head and tail
     * @param options further options, each with its {@link OptionRule}
     * @param operands types of the operands in their order; {@code ?} after a type makes it optional, {@code *} any
     *     number, {@code +} one or more
     * @param literals words that may stand anywhere among the operands
     * @param require options that must be there; {@code a|b} is satisfied by either
     * @param inject arguments that are put before the others
     * @param hints what to use instead of an option or subcommand that is not allowed
     * @param subcommands rules by first operand; null when the command has none
     * @param bare whether a command with subcommands may stand without one
     * @param exposes sockets that are hidden from all other commands
     * @param environment variables that are set for it
     * @param preview a command line that shows what a change would do; <code>{}</code> stands for its operands
     * @param simulates whether options marked {@code read} hold for it: a command may take and ignore them
     */
    record CommandRule(
            @Nullable Risk risk,
            boolean network,
            boolean processes,
            boolean privileged,
            Style style,
            String flags,
            boolean numeric,
            Map<String, String> options,
            List<String> operands,
            List<String> literals,
            List<String> require,
            List<String> inject,
            Map<String, String> hints,
            @Nullable Map<String, CommandRule> subcommands,
            boolean bare,
            boolean simulates,
            List<String> exposes,
            Map<String, String> environment,
            @Nullable String preview) {

        CommandRule {
            exposes = orEmpty(exposes);
            environment = orEmpty(environment);
            style = style == null ? Style.GNU : style;
            flags = flags == null ? "" : flags;
            options = orEmpty(options);
            operands = orEmpty(operands);
            literals = orEmpty(literals);
            require = orEmpty(require);
            inject = orEmpty(inject);
            hints = orEmpty(hints);
            subcommands = subcommands == null ? null : orEmpty(subcommands);
        }

        /** The rule for what follows a subcommand: its own operands, and the options of both. */
        CommandRule with(CommandRule sub) {
            return new CommandRule(
                    sub.risk == null ? risk : sub.risk,
                    network || sub.network,
                    processes || sub.processes,
                    privileged || sub.privileged,
                    style,
                    flags + sub.flags,
                    numeric || sub.numeric,
                    both(options, sub.options),
                    sub.operands,
                    sub.literals,
                    sub.require,
                    inject,
                    both(hints, sub.hints),
                    sub.subcommands,
                    sub.bare,
                    sub.simulates,
                    exposes,
                    both(environment, sub.environment),
                    sub.preview);
        }
    }

    private static Map<String, String> both(Map<String, String> first, Map<String, String> second) {
        Map<String, String> all = new HashMap<>(first);
        all.putAll(second);
        return all;
    }

    // Jackson leaves out what the file leaves out.
    private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
        return map == null ? Map.of() : Map.copyOf(map);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
