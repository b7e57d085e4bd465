package io.agentaiops.toolrunner.builtin.terminal;

import io.agentaiops.toolrunner.command.SimpleCommand;
import io.agentaiops.toolrunner.policy.PermittedCommand;
import io.agentaiops.toolrunner.sandbox.Executables;
import io.agentaiops.toolrunner.sandbox.OutputSink;
import io.agentaiops.toolrunner.sandbox.ProcessOutcome;
import io.agentaiops.toolrunner.sandbox.Sandbox;
import io.agentaiops.toolrunner.sandbox.SandboxedCommand;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import io.agentaiops.toolrunner.tool.ToolOutcome.Ending;
import io.agentaiops.toolrunner.tool.ToolRun;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs pipelines that policy lets run, and says honestly how they ended. */
@Singleton
class PipelineRunner {

    private static final int NOT_INSTALLED = 127;
    /** Fixed texts: the command's words are arguments and never read as shell. */
    private static final List<String> WITH_OUTPUT = List.of("/bin/sh", "-c", "exec \"$@\" 2>&1", "errors");

    private static final List<String> DROPPED = List.of("/bin/sh", "-c", "exec \"$@\" 2> /dev/null", "errors");

    private final Sandbox sandbox;
    private final Executables executables;

    PipelineRunner(Sandbox sandbox, Executables executables) {
        this.sandbox = sandbox;
        this.executables = executables;
    }

    /** Will run the pipeline. */
    ToolRun of(List<PermittedCommand> commands) {
        return new ToolRun() {
            @Override
            public ToolOutcome run(@Nullable Duration timeout) throws InterruptedException {
                return PipelineRunner.this.run(commands, timeout, OutputSink.NONE);
            }

            @Override
            public ToolOutcome run(@Nullable Duration timeout, Consumer<String> onlooker) throws InterruptedException {
                return PipelineRunner.this.run(commands, timeout, onlooker::accept);
            }
        };
    }

    private ToolOutcome run(List<PermittedCommand> commands, @Nullable Duration timeout, OutputSink sink)
            throws InterruptedException {
        List<SandboxedCommand> pipeline = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            PermittedCommand permitted = commands.get(i);
            String name = permitted.command().name();
            Optional<Path> executable = executables.find(name);
            if (executable.isEmpty()) {
                return ToolOutcome.failed(NOT_INSTALLED, name + " is not installed on this host");
            }
            pipeline.add(sandboxed(permitted, executable.get(), i == commands.size() - 1));
        }
        try {
            return outcome(sandbox.run(pipeline, sandbox.timeout(timeout), sink));
        } catch (IOException e) {
            return ToolOutcome.failed(null, String.valueOf(e.getMessage()));
        }
    }

    private static SandboxedCommand sandboxed(PermittedCommand permitted, Path executable, boolean last) {
        List<String> argv = new ArrayList<>(errors(permitted.command().errors(), last));
        argv.add(executable.toString());
        argv.addAll(permitted.command().arguments());
        return new SandboxedCommand(
                argv,
                new SandboxedCommand.Profile(
                        permitted.network(),
                        permitted.processes(),
                        permitted.privileged(),
                        permitted.exposes(),
                        permitted.environment()));
    }

    /** What stands before a command whose errors go elsewhere; those of the last one come with its output anyway. */
    private static List<String> errors(SimpleCommand.Errors errors, boolean last) {
        return switch (errors) {
            case SHOWN -> List.of();
            case WITH_OUTPUT -> last ? List.of() : WITH_OUTPUT;
            case DROPPED -> DROPPED;
        };
    }

    private ToolOutcome outcome(ProcessOutcome outcome) {
        String level = sandbox.level().label();
        return switch (outcome) {
            case ProcessOutcome.Exited(int code, String output, boolean truncated, Duration duration) ->
                new ToolOutcome(
                        Ending.ENDED,
                        output,
                        truncated,
                        code,
                        Signals.explain(code).orElse(null),
                        level,
                        duration);
            case ProcessOutcome.TimedOut(String output, boolean truncated, Duration duration) ->
                new ToolOutcome(
                        Ending.TIMED_OUT,
                        output,
                        truncated,
                        null,
                        "stopped after " + duration.toMillis() + " ms",
                        level,
                        duration);
            case ProcessOutcome.OutOfMemory(String output, boolean truncated, Duration duration) ->
                new ToolOutcome(
                        Ending.FAILED,
                        output,
                        truncated,
                        null,
                        "stopped: its processes together held more memory than a call may",
                        level,
                        duration);
        };
    }
}
