package io.agentaiops.toolrunner.builtin.terminal;

import io.agentaiops.toolrunner.policy.PermittedCommand;
import io.agentaiops.toolrunner.policy.PolicyDecision;
import io.agentaiops.toolrunner.policy.Risk;
import io.agentaiops.toolrunner.sandbox.Sandbox;
import io.agentaiops.toolrunner.sandbox.SandboxLevel;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolDescription;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import io.agentaiops.toolrunner.tool.ToolRun;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs diagnostics on the machine. */
@Singleton
class TerminalTool implements Tool {

    private static final Duration SELF_TEST_LIMIT = Duration.ofSeconds(10);

    private final CommandJudge judge;
    private final Sandbox sandbox;
    private final PipelineRunner runner;

    TerminalTool(CommandJudge judge, Sandbox sandbox, PipelineRunner runner) {
        this.judge = judge;
        this.sandbox = sandbox;
        this.runner = runner;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "terminal",
                "Runs a diagnostic command, or a pipeline of them, on the machine and returns its output. There is no"
                        + " shell: no variables, files written or chaining (2>/dev/null and 2>&1 are fine)."
                        + " Commands that only look run at once, those that change something wait for a person."
                        + " Examples: df -h; systemctl status ollama;"
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
                judge.permissions(),
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
                new Preparation.Ready(plan(commands), runner.of(commands));
            case PolicyDecision.NeedsApproval asked ->
                new Preparation.NeedsApproval(
                        plan(asked.commands()),
                        asked.reason(),
                        asked.risk() == Risk.READ,
                        asked.risk() == Risk.DESTROY ? 2 : 1,
                        preview(asked.preview()),
                        runner.of(asked.commands()));
        };
    }

    /** A preview is a look like any other: what policy would not let run by itself is not run as one either. */
    private @Nullable ToolRun preview(@Nullable String command) {
        return command != null && judge.decide(command) instanceof PolicyDecision.Allowed(List<PermittedCommand> looks)
                ? runner.of(looks)
                : null;
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
}
