package io.agentaiops.toolrunner.builtin.host;

import io.agentaiops.toolrunner.builtin.terminal.TerminalCommand;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Parameters.Given;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolDescription;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import io.agentaiops.toolrunner.tool.ToolOutcome.Ending;
import io.agentaiops.toolrunner.tool.ToolRun;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Says which folders fill a disk. The walk is done by du, under the terminal's policy and in its sandbox. */
@Singleton
class DiskUsageTool implements Tool {

    private static final int UNREADABLE = 1;
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("path", "The folder, such as /var"),
            Parameter.number("depth", "How many levels below it", 1, 4, 1),
            Parameter.number("limit", "How many folders, largest first", 1, 50, 15));

    private record Folder(long kilobytes, String path) {}

    private final TerminalCommand terminal;

    DiskUsageTool(TerminalCommand terminal) {
        this.terminal = terminal;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "disk_usage",
                "Shows how much disk space the folders below a path take, largest first. Stays on one file system.",
                PARAMETERS.schema(),
                "read",
                List.of("runs du where the terminal's policy lets paths be listed"),
                "as the terminal");
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return PARAMETERS.prepare(arguments, this::prepare);
    }

    private Preparation prepare(Given given) {
        List<String> words =
                List.of("du", "-x", "-k", "-d", Integer.toString(given.number("depth")), given.text("path"));
        return switch (terminal.prepare(words)) {
            case Preparation.Ready(String plan, ToolRun run) ->
                new Preparation.Ready(plan, timeout -> largest(run.run(timeout), given.number("limit")));
            case Preparation.Denied denied -> denied;
            case Preparation.NeedsApproval asked -> new Preparation.Denied(asked.reason());
        };
    }

    /** Folders that may not be read make du complain and end with 1; what it counted is shown, and how many it skipped. */
    private static ToolOutcome largest(ToolOutcome outcome, int limit) {
        List<Folder> folders = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        outcome.output().lines().forEach(line -> {
            String[] parts = line.split("\t", 2);
            if (parts.length == 2 && parts[0].matches("\\d+")) {
                folders.add(new Folder(Long.parseLong(parts[0]), parts[1]));
            } else {
                complaints.add(line);
            }
        });
        if (folders.isEmpty()) {
            return outcome;
        }
        StringBuilder text = new StringBuilder();
        folders.stream()
                .sorted(Comparator.comparingLong(Folder::kilobytes).reversed())
                .limit(limit)
                .forEach(folder -> text.append("%10s  %s%n".formatted(size(folder.kilobytes()), folder.path())));
        if (!complaints.isEmpty()) {
            text.append("(").append(complaints.size()).append(" folders could not be read and are not counted)\n");
        }
        boolean counted = Integer.valueOf(UNREADABLE).equals(outcome.exitCode()) && outcome.ending() == Ending.ENDED;
        return new ToolOutcome(
                outcome.ending(),
                text.toString(),
                outcome.truncated(),
                counted ? Integer.valueOf(0) : outcome.exitCode(),
                outcome.reason(),
                outcome.sandbox(),
                outcome.duration());
    }

    private static String size(long kilobytes) {
        if (kilobytes < 1024) {
            return kilobytes + " kB";
        }
        return kilobytes < 1024 * 1024
                ? "%.1f MB".formatted(kilobytes / 1024.0)
                : "%.1f GB".formatted(kilobytes / 1024.0 / 1024.0);
    }

    @Override
    public SelfTest selfTest() {
        if (!(prepare(Map.of("path", "/usr/share/doc")) instanceof Preparation.Ready ready)) {
            return new SelfTest(false, "the policy does not let /usr/share/doc be measured");
        }
        try {
            ToolOutcome outcome = ready.run().run(Duration.ofSeconds(20));
            boolean passed = outcome.output().contains("/usr/share/doc");
            return new SelfTest(passed, passed ? "/usr/share/doc was measured" : "du failed: " + outcome.reason());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SelfTest(false, "interrupted");
        }
    }
}
