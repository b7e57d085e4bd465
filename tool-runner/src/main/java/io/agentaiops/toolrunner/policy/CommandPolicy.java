package io.agentaiops.toolrunner.policy;

import io.agentaiops.toolrunner.command.CommandLine;
import io.agentaiops.toolrunner.command.SimpleCommand;
import io.agentaiops.toolrunner.policy.ArgumentScan.Result.Failed;
import io.agentaiops.toolrunner.policy.ArgumentScan.Result.Passed;
import io.agentaiops.toolrunner.policy.PolicyDecision.Allowed;
import io.agentaiops.toolrunner.policy.PolicyDecision.Denied;
import io.agentaiops.toolrunner.policy.PolicyDecision.NeedsApproval;
import io.agentaiops.toolrunner.policy.PolicyDocument.CommandRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The policy for command lines: default deny, one rule per command. */
public final class CommandPolicy {

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
        } catch (RuntimeException e) {
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
            return rule.risk() == Risk.CHANGE ? "change" : "read";
        }
        return String.join(
                ", ",
                subcommands.entrySet().stream()
                        .map(sub -> sub.getKey() + (rule.with(sub.getValue()).risk() == Risk.CHANGE ? " (change)" : ""))
                        .sorted()
                        .toList());
    }

    private PolicyDecision judge(CommandLine line) {
        List<PermittedCommand> permitted = new ArrayList<>();
        Risk risk = Risk.READ;
        String asks = "";
        for (SimpleCommand command : line.commands()) {
            CommandRule rule = document.commands().get(command.name());
            if (rule == null) {
                return new Denied(unknown(command.name()));
            }
            switch (ArgumentScan.scan(command, rule, types)) {
                case Failed(String reason) -> {
                    return new Denied(reason);
                }
                case Passed(CommandRule merged, Risk found, String reason) -> {
                    permitted.add(permitted(command, merged, found));
                    risk = found == Risk.CHANGE ? Risk.CHANGE : risk;
                    asks = reason.isEmpty() ? asks : reason;
                }
            }
        }
        if (risk == Risk.CHANGE && permitted.size() > 1) {
            return new Denied("a command that changes something cannot be part of a pipeline");
        }
        if (risk == Risk.CHANGE) {
            return new NeedsApproval("it changes the machine", risk, permitted);
        }
        return asks.isEmpty() ? new Allowed(permitted) : new NeedsApproval(asks, risk, permitted);
    }

    private static PermittedCommand permitted(SimpleCommand command, CommandRule rule, Risk risk) {
        List<String> words = new ArrayList<>();
        words.add(command.name());
        words.addAll(rule.inject());
        words.addAll(command.arguments());
        // Only an approved change ever gets more rights than a look.
        boolean privileged = rule.privileged() && risk == Risk.CHANGE;
        return new PermittedCommand(new SimpleCommand(words), rule.network(), rule.processes(), privileged);
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
                throw new IllegalArgumentException(
                        "policy: command " + command + " uses the unknown type '" + type + "'");
            }
        }
        Map<String, CommandRule> subcommands = rule.subcommands();
        if (subcommands != null) {
            subcommands.forEach((name, sub) -> refuseUnknownTypes(command + " " + name, sub));
        }
    }
}
