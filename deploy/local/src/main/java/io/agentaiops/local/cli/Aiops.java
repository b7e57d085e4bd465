package io.agentaiops.local.cli;

import io.agentaiops.local.gateway.GatewayUnreachable;
import io.agentaiops.local.gateway.RequestRefused;
import io.agentaiops.local.stack.StackFailure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./aiops}. */
@Command(
        name = "aiops",
        description = "Runs Agent-AIOps on this machine and talks to it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "Agent-AIOps 0.1.0-SNAPSHOT",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            RestartCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            AskCommand.class,
            RunCommand.class,
            ProceduresCommand.class,
            OperationsCommand.class,
            CalendarCommand.class,
            ReportCommand.class,
            SearchCommand.class,
            KnowledgeCommand.class,
            AlertsCommand.class,
            EventsCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            AuditCommand.class,
            RotateKeysCommand.class,
            ComplianceCommand.class,
            FailoverCommand.class,
            DoctorCommand.class,
            TestCommand.class,
            BenchCommand.class,
            ImagesCommand.class,
            MakeKeysCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it worked",
            "1:it failed, and the message says why",
            "2:wrong usage",
            "3:the platform is not running, or not all of it"
        })
public final class Aiops implements Runnable {

    static final int FAILED = 1;
    static final int NOT_RUNNING = 3;

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        System.setOut(new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Aiops())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("aiops: " + failure.getMessage());
                    if (failure instanceof GatewayUnreachable) {
                        return NOT_RUNNING;
                    }
                    if (!(failure instanceof StackFailure || failure instanceof RequestRefused)
                            && System.getenv("AIOPS_DEBUG") != null) {
                        failure.printStackTrace(command.getErr());
                    }
                    return FAILED;
                });
    }

    @Override
    public void run() {
        commandLine().usage(System.out);
    }
}
