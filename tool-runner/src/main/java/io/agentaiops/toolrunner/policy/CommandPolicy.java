package io.agentaiops.toolrunner.policy;

import io.agentaiops.toolrunner.command.CommandLine;
import io.agentaiops.toolrunner.command.SimpleCommand;
import io.agentaiops.toolrunner.policy.PolicyDecision.Allowed;
import io.agentaiops.toolrunner.policy.PolicyDecision.Denied;
import io.agentaiops.toolrunner.policy.PolicyDecision.NeedsApproval;
import io.agentaiops.toolrunner.policy.PolicyDocument.CommandRule;
import io.agentaiops.toolrunner.policy.ScanResult.Failed;
import io.agentaiops.toolrunner.policy.ScanResult.Passed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The policy for command lines: default deny, one rule per command. */
public final class CommandPolicy {

    private static final Pattern PROCESS = Pattern.compile("/+proc/+[0-9]");

    private final PolicyDocument document;
    private final ArgumentTypes types;

    CommandPolicy(PolicyDocument document, Map<String, String> environment) {
        this.document = document;
        this.types = new ArgumentTypes(document, new EnvironmentVariables(environment));
        document.commands().forEach(this::refuseUnknownTypes);
    }

    /** Judges a command line; any error while judging means denied. */
    public PolicyDecision decide(CommandLine line) {
        try {
            return judge(line);
        } catch (RuntimeException | StackOverflowError e) {
            return new Denied("the policy could not judge it: " + e);
        }
    }

    /** The names of the commands that may be used, each with what it does when nothing says otherwise. */
    public List<String> permissions() {
        return document.commands().entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(entry -> entry.getKey() + ": " + described(entry.getValue()))
                .toList();
    }

    private static String described(CommandRule rule) {
        Map<String, CommandRule> subcommands = rule.subcommands();
        if (subcommands == null) {
            return label(rule).isEmpty() ? "read" : label(rule);
        }
        return String.join(
                ", ",
                subcommands.entrySet().stream()
                        .map(sub -> {
                            String label = label(rule.with(sub.getValue()));
                            return sub.getKey() + (label.isEmpty() ? "" : " (" + label + ")");
                        })
                        .sorted()
                        .toList());
    }

    private static String label(CommandRule rule) {
        Risk risk = rule.risk();
        return risk == null || risk == Risk.READ ? "" : risk.name().toLowerCase(Locale.ROOT);
    }

    private PolicyDecision judge(CommandLine line) {
        List<PermittedCommand> permitted = new ArrayList<>();
        Risk risk = Risk.READ;
        String asks = "";
        String preview = null;
        for (SimpleCommand command : line.commands()) {
            CommandRule rule = document.commands().get(command.name());
            if (rule == null) {
                return new Denied(unknown(command.name()));
            }
            switch (ArgumentScan.scan(command, rule, types)) {
                case Failed(String reason) -> {
                    return new Denied(reason);
                }
                case Passed passed -> {
                    permitted.add(permitted(command.name(), passed, command.errors()));
                    risk = risk.or(passed.risk());
                    asks = passed.asks().isEmpty() ? asks : passed.asks();
                    preview = preview(passed);
                }
            }
        }
        if (risk != Risk.READ && permitted.size() > 1) {
            return new Denied("a command that changes something cannot be part of a pipeline");
        }
        return switch (risk) {
            case READ -> asks.isEmpty() ? new Allowed(permitted) : new NeedsApproval(asks, risk, permitted, null);
            case CHANGE -> new NeedsApproval("it changes the machine", risk, permitted, preview);
            case DESTROY -> new NeedsApproval("it destroys what cannot be brought back", risk, permitted, preview);
        };
    }

    private static @Nullable String preview(Passed passed) {
        String template = passed.rule().preview();
        return template == null || passed.risk() == Risk.READ
                ? null
                : template.replace("{}", SimpleCommand.quoted(passed.operands()))
                        .strip();
    }

    /** What the kernel says of a process is there only for who sees the machine's processes. */
    private static boolean isOfAProcess(String argument) {
        return PROCESS.matcher(argument).lookingAt();
    }

    private static PermittedCommand permitted(String name, Passed passed, SimpleCommand.Errors errors) {
        CommandRule rule = passed.rule();
        List<String> words = new ArrayList<>();
        words.add(name);
        words.addAll(rule.inject());
        words.addAll(passed.arguments());
        // Only an approved change ever gets more rights than a look.
        boolean privileged = rule.privileged() && passed.risk() != Risk.READ;
        return new PermittedCommand(
                new SimpleCommand(words, Map.of(), errors),
                rule.network(),
                rule.processes() || passed.arguments().stream().anyMatch(CommandPolicy::isOfAProcess),
                privileged,
                rule.exposes(),
                rule.environment());
    }

    private String unknown(String name) {
        if (name.indexOf('/') >= 0) {
            return "name the command without a path: '" + name + "'";
        }
        String hint = document.hints().get(name);
        return "command '" + name + "' is not allowed" + (hint == null ? "" : ": " + hint);
    }

    private void refuseUnknownTypes(String command, CommandRule rule) {
        List<String> used = new ArrayList<>();
        rule.options()
                .values()
                .forEach(option -> used.add(OptionRule.parse(option).type()));
        rule.operands().forEach(type -> used.add(type.replaceAll("[*+?]$", "")));
        for (String type : used) {
            if (!types.knows(type)) {
                throw new WrongPolicy(command, "uses the unknown type '" + type + "'");
            }
        }
        Map<String, CommandRule> subcommands = rule.subcommands();
        if (subcommands != null) {
            subcommands.forEach((name, sub) -> refuseUnknownTypes(command + " " + name, sub));
        }
    }
}
