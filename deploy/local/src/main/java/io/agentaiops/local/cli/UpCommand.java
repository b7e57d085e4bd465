package io.agentaiops.local.cli;

import io.agentaiops.local.build.MavenBuild;
import io.agentaiops.local.build.ModuleStamps;
import io.agentaiops.local.process.LogTail;
import io.agentaiops.local.stack.Ollama;
import io.agentaiops.local.stack.ReplicaCounts;
import io.agentaiops.local.stack.Service;
import io.agentaiops.local.stack.Stack;
import io.agentaiops.local.stack.StackFailure;
import io.agentaiops.local.stack.StackLauncher;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Builds what is stale and starts what does not run. */
@Command(
        name = "up",
        description = {
            "Starts the platform: builds what is missing or was changed, then Kafka, PostgreSQL, OpenSearch and the five"
                    + " services. What runs already stays; a service that was rebuilt is restarted.",
            "Engines of your own are used and not started when KAFKA_BOOTSTRAP_SERVERS, AIOPS_DB_URL (with AIOPS_DB_USER,"
                    + " AIOPS_DB_PASSWORD) or OPENSEARCH_HOSTS are set; models come from OLLAMA_BASE_URL. Data lie in .aiops,"
                    + " or where AIOPS_HOME says.",
            "With --replicas several processes of a service share its work behind one address. The numbers count until others"
                    + " are given, also after ./aiops down: up without --replicas starts as many as were last asked for."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Runnable {

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--no-build", description = "Starts what was built before, however old it is.")
    private boolean noBuild;

    @Option(
            names = "--replicas",
            paramLabel = "SERVICE=COUNT[,...]",
            description =
                    "So many processes of a service, 1 to 9, for example tool-runner=3,agent-gateway=2; those too many"
                            + " are drained and stopped.")
    private @Nullable String replicas;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        ReplicaCounts asked = replicas();
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        Stack stack = options.stack();
        terminal.line("Agent-AIOps in " + stack.home().folder());
        if (!noBuild) {
            build(stack, terminal);
        }
        long begin = System.nanoTime();
        new StackLauncher(stack, new TerminalProgress(terminal), Clock.systemUTC()).up(asked);
        goodbye(stack, terminal, Duration.ofNanos(System.nanoTime() - begin));
    }

    private ReplicaCounts replicas() {
        try {
            return replicas == null ? ReplicaCounts.none() : ReplicaCounts.parse(replicas);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--replicas: " + e.getMessage(), e);
        }
    }

    private static void build(Stack stack, Terminal terminal) {
        Path root = stack.home().root();
        ModuleStamps stamps = new ModuleStamps(root);
        List<String> stale = stamps.stale(Service.ids());
        if (stale.isEmpty()) {
            return;
        }
        terminal.line("  building " + String.join(", ", stale) + " ...");
        Path log = stack.home().log("build");
        stack.home().create();
        long begin = System.nanoTime();
        int exitCode = new MavenBuild(root).packageServices(stale, log);
        if (exitCode != 0) {
            throw new StackFailure("the build failed with exit code " + exitCode + "; its log " + log
                    + " ends with:\n  " + String.join("\n  ", LogTail.of(log, 30)));
        }
        stale.forEach(stamps::record);
        terminal.line("  built in " + Terminal.seconds(Duration.ofNanos(System.nanoTime() - begin)));
    }

    private void goodbye(Stack stack, Terminal terminal, Duration took) {
        String offset =
                stack.ports().offset() == 0 ? "" : " --offset " + stack.ports().offset();
        terminal.line("");
        terminal.line("Ready after " + Terminal.seconds(took) + ": " + stack.address());
        terminal.line("  Your key is in " + stack.keys().adminKey());
        terminal.line("  " + Ollama.at(stack.external().ollama()).sentence());
        terminal.line("");
        terminal.line("Try next:");
        terminal.line("  ./aiops ask" + offset + " \"The disk of a server is filling up, what do I do?\"");
        terminal.line("  ./aiops run" + offset + " daily-health-check");
        terminal.line("  ./aiops status" + offset);
    }
}
