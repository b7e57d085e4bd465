package io.agentaiops.opsscheduler.procedure;

import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.tool.Expectation;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The YAML inside a {@code step} fence. */
record StepBlock(
        StepAction action, Duration timeout, OnFailure onFailure, boolean needsApproval, int retries, Condition when) {

    private static final Set<String> KEYS =
            Set.of("uses", "with", "run", "expect", "timeout", "on-failure", "approval", "retries", "when");
    private static final Set<String> EXPECT_KEYS =
            Set.of("exit-code", "contains", "not-contains", "matches", "max", "min");
    /** Arguments that are durations wherever a capability has them. */
    private static final Set<String> DURATIONS = Set.of("window", "within", "max-age", "for", "notice");

    private static final int MOST_RETRIES = 10;
    private static final Duration LONGEST = Duration.ofHours(24);

    /** Reads the block whose first line is {@code firstLine}; empty when it has no usable action. */
    static Optional<StepBlock> read(String text, int firstLine, Problems problems) {
        return YamlMapping.read(text, firstLine, problems).flatMap(yaml -> of(yaml, problems));
    }

    private static Optional<StepBlock> of(YamlMapping yaml, Problems problems) {
        yaml.allowOnly(KEYS);
        Duration timeout = timeout(yaml, problems);
        OnFailure onFailure = FrontMatter.constant(yaml, "on-failure", OnFailure.class, problems)
                .orElse(OnFailure.STOP);
        boolean needsApproval = needsApproval(yaml, problems);
        int retries = retries(yaml, needsApproval, problems);
        Condition when =
                FrontMatter.constant(yaml, "when", Condition.class, problems).orElse(Condition.OK);
        return action(yaml, problems)
                .map(action -> new StepBlock(action, timeout, onFailure, needsApproval, retries, when));
    }

    private static int retries(YamlMapping yaml, boolean needsApproval, Problems problems) {
        int retries = yaml.integer("retries").orElse(0);
        if (retries < 0 || retries > MOST_RETRIES) {
            problems.add(yaml.lineOf("retries"), "retries must be from 0 to " + MOST_RETRIES + " but is " + retries);
        } else if (retries > 0 && needsApproval) {
            problems.add(yaml.lineOf("retries"), "a step that needs approval is never tried again by itself");
        }
        return retries;
    }

    private static Optional<? extends StepAction> action(YamlMapping yaml, Problems problems) {
        if (yaml.has("uses") == yaml.has("run")) {
            problems.add(yaml.line(), "a step needs either uses: or run:" + (yaml.has("run") ? ", not both" : ""));
            return Optional.empty();
        }
        if (yaml.has("run")) {
            return run(yaml, problems);
        }
        if (yaml.has("expect")) {
            problems.add(yaml.lineOf("expect"), "expect: goes with run: only; a capability judges by itself");
        }
        return uses(yaml, problems);
    }

    private static Optional<StepAction.Run> run(YamlMapping yaml, Problems problems) {
        if (yaml.has("with")) {
            problems.add(yaml.lineOf("with"), "with: goes with uses: only");
        }
        Expectation expect = yaml.mapping("expect")
                .flatMap(mapping -> expectation(mapping, problems))
                .orElse(null);
        Optional<String> command = yaml.text("run");
        if (command.isPresent() && command.get().strip().contains("\n")) {
            problems.add(yaml.lineOf("run"), "run: is one command line; there is no shell for scripts");
            return Optional.empty();
        }
        return command.map(line -> new StepAction.Run(line.strip(), expect));
    }

    private static Optional<Expectation> expectation(YamlMapping yaml, Problems problems) {
        yaml.allowOnly(EXPECT_KEYS);
        if (yaml.keys().isEmpty()) {
            problems.add(yaml.line(), "expect: has no condition");
        }
        String matches = yaml.text("matches").orElse(null);
        Expectation.Bound max = bound(yaml, "max", problems);
        Expectation.Bound min = bound(yaml, "min", problems);
        try {
            return Optional.of(new Expectation(
                    yaml.integer("exit-code").orElse(null),
                    yaml.texts("contains"),
                    yaml.texts("not-contains"),
                    matches,
                    max,
                    min));
        } catch (PatternSyntaxException e) {
            problems.add(yaml.lineOf("matches"), "matches is not a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }

    private static Expectation.@Nullable Bound bound(YamlMapping yaml, String key, Problems problems) {
        Optional<YamlMapping> mapping = yaml.mapping(key);
        if (mapping.isEmpty()) {
            return null;
        }
        mapping.get().allowOnly(Set.of("pattern", "value"));
        Optional<String> pattern = mapping.get().text("pattern");
        Optional<Double> value = mapping.get().number("value");
        if (pattern.isEmpty() || value.isEmpty()) {
            problems.add(yaml.lineOf(key), key + " needs pattern: and value:");
            return null;
        }
        try {
            return new Expectation.Bound(pattern.get(), value.get());
        } catch (PatternSyntaxException e) {
            problems.add(yaml.lineOf(key), key + ": pattern is not a regular expression: " + e.getDescription());
        } catch (IllegalArgumentException e) {
            problems.add(yaml.lineOf(key), key + ": " + e.getMessage());
        }
        return null;
    }

    private static Optional<StepAction.Uses> uses(YamlMapping yaml, Problems problems) {
        Optional<String> name = yaml.text("uses");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Capability> capability = Capability.of(name.get());
        if (capability.isEmpty()) {
            problems.add(yaml.lineOf("uses"), "unknown capability '" + name.get() + "'");
            return Optional.empty();
        }
        Optional<YamlMapping> with = yaml.mapping("with");
        checkArguments(capability.get(), yaml, with, problems);
        Map<String, Object> arguments = with.map(YamlMapping::values).orElse(Map.of());
        return Optional.of(new StepAction.Uses(capability.get(), arguments));
    }

    private static void checkArguments(
            Capability capability, YamlMapping step, Optional<YamlMapping> with, Problems problems) {
        Set<String> given = with.map(YamlMapping::keys).orElse(Set.of());
        for (String name : capability.required()) {
            if (!given.contains(name)) {
                problems.add(
                        step.lineOf(step.has("with") ? "with" : "uses"),
                        capability.id() + " needs the argument '" + name + "'");
            }
        }
        Set<String> known = new HashSet<>(capability.required());
        known.addAll(capability.optional());
        with.ifPresent(mapping -> {
            for (String name : given) {
                checkArgument(capability, known, mapping, name, problems);
            }
        });
    }

    private static void checkArgument(
            Capability capability, Set<String> known, YamlMapping with, String name, Problems problems) {
        if (!known.contains(name)) {
            String allowed = known.isEmpty()
                    ? "none"
                    : String.join(", ", known.stream().sorted().toList());
            problems.add(with.lineOf(name), capability.id() + " has no argument '" + name + "'; allowed: " + allowed);
        } else if (DURATIONS.contains(name)) {
            with.text(name).ifPresent(text -> duration(text, with.lineOf(name), problems));
        }
    }

    private static Duration timeout(YamlMapping yaml, Problems problems) {
        Duration timeout = yaml.text("timeout")
                .flatMap(text -> duration(text, yaml.lineOf("timeout"), problems))
                .orElse(Step.DEFAULT_TIMEOUT);
        if (timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            problems.add(yaml.lineOf("timeout"), "timeout must be more than 0 and at most 24h");
            return Step.DEFAULT_TIMEOUT;
        }
        return timeout;
    }

    private static Optional<Duration> duration(String text, int line, Problems problems) {
        try {
            return Optional.of(DurationText.parse(text));
        } catch (IllegalArgumentException e) {
            problems.add(line, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static boolean needsApproval(YamlMapping yaml, Problems problems) {
        Optional<String> approval = yaml.text("approval");
        if (approval.isPresent() && !"required".equals(approval.get())) {
            problems.add(yaml.lineOf("approval"), "approval must be 'required' or left out but is " + approval.get());
        }
        return approval.isPresent();
    }
}
