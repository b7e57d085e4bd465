package io.agentaiops.toolrunner.builtin.terminal;

import io.agentaiops.toolrunner.policy.CommandPolicy;
import io.agentaiops.toolrunner.policy.PermittedCommand;
import io.agentaiops.toolrunner.policy.PolicyDecision;
import io.agentaiops.toolrunner.policy.Risk;
import io.agentaiops.toolrunner.sandbox.Executables;
import io.agentaiops.toolrunner.sandbox.ProcessOutcome;
import io.agentaiops.toolrunner.sandbox.Sandbox;
import io.agentaiops.toolrunner.sandbox.SandboxLevel;
import io.agentaiops.toolrunner.sandbox.SandboxedCommand;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolDescription;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import io.agentaiops.toolrunner.tool.ToolOutcome.Ending;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs diagnostics on the machine. */
@Singleton
class TerminalTool implements Tool {

    private static final int NOT_INSTALLED = 127;
    private static final Duration SELF_TEST_LIMIT = Duration.ofSeconds(10);

    private final CommandJudge judge;
    private final CommandPolicy policy;
    private final Sandbox sandbox;
    private final Executables executables;

    TerminalTool(CommandJudge judge, CommandPolicy policy, Sandbox sandbox, Executables executables) {
        this.judge = judge;
        this.policy = policy;
        this.sandbox = sandbox;
        this.executables = executables;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "terminal",
                "Runs a diagnostic command, or a pipeline of them, on the machine and returns its output. There is no"
                        + " shell: no variables, globs, redirections or chaining. Commands that only look run at once,"
                        + " those that change something wait for a person. Examples: df -h; systemctl status ollama;"
                        + " journalctl -u ollama -n 100; ss -tlnp | grep 11434",
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("command", Map.of("type", "string", "description", "the command line, such as df -h")),
                        "required",
                        List.of("command"),
                        "additionalProperties",
                        false),
                "by-policy",
                policy.permissions(),
                sandbox.level().label());
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        if (!(arguments.get("command") instanceof String command) || arguments.size() != 1) {
            return new Preparation.Denied("the terminal tool takes one argument: command, a text");
        }
        return switch (judge.decide(command)) {
            case PolicyDecision.Denied(String reason) -> new Preparation.Denied(reason);
            case PolicyDecision.Allowed(List<PermittedCommand> commands) ->
                new Preparation.Ready(plan(commands), timeout -> run(commands, timeout));
            case PolicyDecision.NeedsApproval(String reason, Risk risk, List<PermittedCommand> commands) ->
                new Preparation.NeedsApproval(
                        plan(commands), reason, risk == Risk.READ, timeout -> run(commands, timeout));
        };
    }

    @Override
    public SelfTest selfTest() {
        if (sandbox.level() == SandboxLevel.REFUSED) {
            return new SelfTest(false, "no sandbox can be had: " + sandbox.why());
        }
        if (!(prepare(Map.of("command", "uname -s")) instanceof Preparation.Ready ready)) {
            return new SelfTest(false, "the policy does not allow uname -s");
        }
        if (!(prepare(Map.of("command", "cat /etc/shadow")) instanceof Preparation.Denied)) {
            return new SelfTest(false, "the policy allows /etc/shadow to be read");
        }
        try {
            ToolOutcome outcome = ready.run().run(SELF_TEST_LIMIT);
            boolean passed = Integer.valueOf(0).equals(outcome.exitCode());
            return new SelfTest(
                    passed,
                    passed
                            ? "uname -s ran under " + outcome.sandbox() + " in "
                                    + outcome.duration().toMillis() + " ms, /etc/shadow is refused"
                            : "uname -s failed: " + outcome.output() + outcome.reason());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SelfTest(false, "interrupted");
        }
    }

    /** What a person approves: the pipeline in canonical quoting and the rights that it gets. */
    private static String plan(List<PermittedCommand> commands) {
        String line =
                commands.stream().map(command -> command.command().toString()).collect(Collectors.joining(" | "));
        boolean network = commands.stream().anyMatch(PermittedCommand::network);
        boolean privileged = commands.stream().anyMatch(PermittedCommand::privileged);
        return line + "\nnetwork: " + (network ? "yes" : "no") + "\nmay change the machine: "
                + (privileged ? "yes" : "no") + "\n";
    }

    private ToolOutcome run(List<PermittedCommand> commands, @Nullable Duration timeout) throws InterruptedException {
        List<SandboxedCommand> pipeline = new ArrayList<>();
        for (PermittedCommand permitted : commands) {
            String name = permitted.command().name();
            Optional<Path> executable = executables.find(name);
            if (executable.isEmpty()) {
                return ToolOutcome.failed(NOT_INSTALLED, name + " is not installed on this host");
            }
            pipeline.add(sandboxed(permitted, executable.get()));
        }
        try {
            return outcome(sandbox.run(pipeline, sandbox.timeout(timeout)));
        } catch (IOException e) {
            return ToolOutcome.failed(null, String.valueOf(e.getMessage()));
        }
    }

    private static SandboxedCommand sandboxed(PermittedCommand permitted, Path executable) {
        List<String> argv = new ArrayList<>(List.of(executable.toString()));
        argv.addAll(permitted.command().arguments());
        return new SandboxedCommand(argv, permitted.network(), permitted.processes(), permitted.privileged());
    }

    private ToolOutcome outcome(ProcessOutcome outcome) {
        String level = sandbox.level().label();
        return switch (outcome) {
            case ProcessOutcome.Exited(int code, String output, boolean truncated, Duration duration) ->
                new ToolOutcome(Ending.ENDED, output, truncated, code, null, level, duration);
            case ProcessOutcome.TimedOut(String output, boolean truncated, Duration duration) ->
                new ToolOutcome(
                        Ending.TIMED_OUT,
                        output,
                        truncated,
                        null,
                        "stopped after " + duration.toMillis() + " ms",
                        level,
                        duration);
        };
    }
}
