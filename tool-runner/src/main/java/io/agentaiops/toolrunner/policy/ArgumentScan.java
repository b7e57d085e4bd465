package io.agentaiops.toolrunner.policy;

import io.agentaiops.toolrunner.command.SimpleCommand;
import io.agentaiops.toolrunner.policy.OptionRule.Marker;
import io.agentaiops.toolrunner.policy.PolicyDocument.CommandRule;
import io.agentaiops.toolrunner.policy.PolicyDocument.Style;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of one command as that command will read them, and judges each. An option that is not in the rule
 * is refused, abbreviations of long options included.
 */
final class ArgumentScan {

    /** Ends the scan at the first argument that is not allowed. */
    private static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAllowed(String reason) {
            super(reason, null, false, false);
        }
    }

    private final ArgumentTypes types;
    private final List<String> arguments;
    private final Map<Integer, String> globs;
    /** Indexes into the arguments. */
    private final List<Integer> operands = new ArrayList<>();
    /** What stands in the place of a pattern, by its index. */
    private final Map<Integer, List<String>> expanded = new HashMap<>();

    private final Set<String> seen = new HashSet<>();
    private final Set<Marker> markers = EnumSet.noneOf(Marker.class);
    private CommandRule rule;
    private String name;
    private String asks = "";
    private int at;

    private ArgumentScan(SimpleCommand command, CommandRule rule, ArgumentTypes types) {
        this.name = command.name();
        this.arguments = command.arguments();
        this.globs = command.globs();
        this.rule = rule;
        this.types = types;
    }

    static ScanResult scan(SimpleCommand command, CommandRule rule, ArgumentTypes types) {
        try {
            return new ArgumentScan(command, rule, types).result();
        } catch (NotAllowed e) {
            return new ScanResult.Failed(String.valueOf(e.getMessage()));
        } catch (GlobExpansion.TooMany e) {
            return new ScanResult.Failed(e.getMessage() + "; name a folder");
        }
    }

    private ScanResult result() {
        boolean optionsEnded = false;
        for (at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (optionsEnded || argument.equals("-") || !argument.startsWith("-")) {
                operand(argument);
            } else if (argument.equals("--") && rule.style() != Style.WORDS) {
                optionsEnded = true;
            } else if (rule.style() == Style.POSIX && !operands.isEmpty()) {
                throw new NotAllowed("options of " + name + " come before everything else: " + argument);
            } else {
                option(argument);
            }
        }
        Map<String, CommandRule> subcommands = rule.subcommands();
        if (subcommands != null && !rule.bare()) {
            throw new NotAllowed(name + " needs one of: " + listed(subcommands.keySet()));
        }
        checkOperands();
        for (String required : rule.require()) {
            List<String> either = List.of(required.split("\\|", -1));
            if (either.stream().noneMatch(seen::contains)) {
                throw new NotAllowed(name + " needs " + String.join(" or ", either) + hint(either.getFirst()));
            }
        }
        return passed();
    }

    private ScanResult passed() {
        Risk risk = risk();
        if (risk != Risk.READ && !globs.isEmpty()) {
            throw new NotAllowed(name + ": write names out; a change must not depend on what matches a pattern");
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            words.addAll(expanded.getOrDefault(i, List.of(arguments.get(i))));
        }
        List<String> named = operands.stream().map(arguments::get).toList();
        return new ScanResult.Passed(rule, risk, asks, words, named);
    }

    private Risk risk() {
        if (markers.contains(Marker.DESTROY)) {
            return Risk.DESTROY;
        }
        if (markers.contains(Marker.CHANGE)) {
            return Risk.CHANGE.or(rule.risk() == null ? Risk.READ : rule.risk());
        }
        boolean simulated = rule.simulates() && markers.contains(Marker.READ);
        return simulated || rule.risk() == null ? Risk.READ : rule.risk();
    }

    private void option(String argument) {
        if (rule.style() == Style.WORDS) {
            valued(argument, optionRule(argument), null);
        } else if (argument.startsWith("--")) {
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            valued(option, optionRule(option), equals < 0 ? null : argument.substring(equals + 1));
        } else if (!(rule.numeric() && argument.substring(1).chars().allMatch(c -> c >= '0' && c <= '9'))) {
            cluster(argument);
        }
    }

    /** {@code -abn5} is {@code -a -b -n 5}: the first option with a value takes the rest. */
    private void cluster(String argument) {
        for (int i = 1; i < argument.length(); i++) {
            String option = "-" + argument.charAt(i);
            OptionRule found = optionRule(option);
            if (!found.isFlag()) {
                valued(option, found, i + 1 < argument.length() ? argument.substring(i + 1) : null);
                return;
            }
            note(option, found);
        }
    }

    private OptionRule optionRule(String option) {
        if (option.length() == 2 && rule.flags().indexOf(option.charAt(1)) >= 0) {
            return new OptionRule(Set.of(), OptionRule.FLAG);
        }
        String written = rule.options().get(option);
        if (written == null) {
            throw new NotAllowed("option " + option + " of " + name + " is not allowed" + hint(option));
        }
        return OptionRule.parse(written);
    }

    private void valued(String option, OptionRule found, @Nullable String attached) {
        note(option, found);
        String value = attached;
        if (found.isFlag()) {
            if (value != null) {
                throw new NotAllowed("option " + option + " of " + name + " takes no value");
            }
            return;
        }
        if (value == null && found.has(Marker.OPTIONAL)) {
            return;
        }
        if (value == null) {
            at++;
            if (at >= arguments.size()) {
                throw new NotAllowed("option " + option + " of " + name + " needs a value");
            }
            value = arguments.get(at);
        }
        judge(found.type(), value, "option " + option + " of " + name + ": ");
    }

    private void note(String option, OptionRule found) {
        seen.add(option);
        markers.addAll(found.markers());
    }

    private void operand(String argument) {
        Map<String, CommandRule> subcommands = rule.subcommands();
        if (subcommands == null) {
            operands.add(at);
            return;
        }
        CommandRule sub = subcommands.get(argument);
        if (sub == null) {
            throw new NotAllowed(name + " '" + argument + "' is not allowed" + hint(argument) + "; allowed: "
                    + listed(subcommands.keySet()));
        }
        rule = rule.with(sub);
        name = name + " " + argument;
    }

    private void checkOperands() {
        List<String> expected = markers.contains(Marker.SHIFT)
                ? rule.operands().subList(1, rule.operands().size())
                : rule.operands();
        boolean tree = markers.contains(Marker.TREE);
        int position = 0;
        boolean path = false;
        for (int index : operands) {
            String operand = arguments.get(index);
            if (rule.literals().contains(operand)) {
                continue;
            }
            String written = typeAt(expected, position, operand);
            String type = withoutCount(written);
            path |= type.equals(ArgumentTypes.READ_PATH) && !operand.equals("-");
            operand(type, index, repeats(written));
            position++;
        }
        if (tree && !path) {
            throw new NotAllowed(name + " needs the directory that is to be read recursively");
        }
        if (position < expected.size() && !isOptional(expected.get(position))) {
            throw new NotAllowed(name + " needs a further argument");
        }
    }

    private String typeAt(List<String> expected, int position, String operand) {
        int index = Math.min(position, expected.size() - 1);
        if (index < 0 || (position > index && !repeats(expected.get(index)))) {
            throw new NotAllowed("argument '" + operand + "' of " + name + " is not allowed");
        }
        return expected.get(index);
    }

    private static String withoutCount(String written) {
        return repeats(written) || written.endsWith("?") ? written.substring(0, written.length() - 1) : written;
    }

    /** A pattern of paths stands for those that match and may be given; the others a command could not read either. */
    private void operand(String type, int index, boolean mayBeMany) {
        String operand = arguments.get(index);
        String pattern = globs.get(index + 1);
        boolean isPath = type.equals(ArgumentTypes.READ_PATH) || type.equals(ArgumentTypes.LIST_PATH);
        if (pattern != null && isPath && !operand.startsWith("/")) {
            throw new NotAllowed(name + ": write '" + operand + "' as a whole path, from '/' on");
        }
        List<String> matches = pattern == null || !isPath ? List.of() : GlobExpansion.expand(pattern);
        if (matches.isEmpty()) {
            judge(type, operand, name + ": ");
            return;
        }
        boolean tree = markers.contains(Marker.TREE);
        List<String> fine = matches.stream()
                .filter(match -> types.check(type, match, tree) instanceof ArgumentCheck.Fine)
                .toList();
        if (fine.isEmpty()) {
            judge(type, matches.getFirst(), name + ": ");
        }
        if (fine.size() > 1 && !mayBeMany) {
            throw new NotAllowed(name + ": '" + operand + "' matches several files; name one");
        }
        expanded.put(index, fine);
    }

    private static boolean repeats(String type) {
        return type.endsWith("*") || type.endsWith("+");
    }

    private static boolean isOptional(String type) {
        return type.endsWith("*") || type.endsWith("?");
    }

    private void judge(String type, String value, String where) {
        String held = markers.contains(Marker.CONTENTS) ? types.withContents(type) : type;
        switch (types.check(held, value, markers.contains(Marker.TREE))) {
            case ArgumentCheck.Fine() -> {}
            case ArgumentCheck.Asks(String reason) -> asks = reason;
            case ArgumentCheck.Refused(String reason) -> throw new NotAllowed(where + reason);
        }
    }

    private String hint(String key) {
        String hint = rule.hints().get(key);
        return hint == null ? "" : ": " + hint;
    }

    private static String listed(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
