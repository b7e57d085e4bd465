package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import io.agentaiops.local.process.Pause;
import io.agentaiops.local.stack.StackRecovery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a backup and waits until it is proven, or shows those that there are. */
@Command(
        name = "backup",
        description = {
            "Makes a backup, restores it into a scratch database and compares row by row. Exit code 0 only when it is proven.",
            "It lies in .aiops/backups (AIOPS_BACKUP_DIR moves it), encrypted with .aiops/keys/backup.key: keep a copy of"
                    + " that key somewhere else."
        },
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--tier", paramLabel = "TIER", description = "daily, weekly or monthly (default: daily).")
    private String tier = "daily";

    @Option(names = "--list", description = "Shows the backups, newest first.")
    private boolean list;

    @Option(names = "--copies", description = "Shows the copies in the bucket (AIOPS_S3_BUCKET), newest first.")
    private boolean copies;

    @Option(names = "--verify", paramLabel = "ID", description = "Restores that one into a scratch database once more.")
    private String verify = "";

    @Option(
            names = "--export",
            paramLabel = "FOLDER",
            description = "Writes a backup as numbered volumes with an index.")
    private @Nullable Path export;

    @Option(names = "--from", paramLabel = "ID", description = "Which one to export (default: latest).")
    private String from = "latest";

    @Option(names = "--volume-mib", paramLabel = "N", description = "Size of a volume in MiB (default: 4096).")
    private long volumeMib = 4096;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        if (export != null) {
            return export(terminal, export);
        }
        if (copies) {
            terminal.line(recovery(terminal).copies());
            return 0;
        }
        try (GatewayClient gateway = options.gateway()) {
            if (list) {
                return list(gateway, terminal);
            }
            return verify.isEmpty() ? make(gateway, terminal) : verify(gateway, terminal, verify, json);
        }
    }

    /** Needs no running platform. */
    private int export(Terminal terminal, Path folder) {
        StackRecovery recovery = recovery(terminal);
        Path backup = recovery.find(from)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "there is no backup " + from + " in " + recovery.backups()));
        String volumes = recovery.restore(
                backup,
                options.stack().keys().backupKey(),
                "export",
                "--to",
                folder.toAbsolutePath().toString(),
                "--volume",
                Long.toString(volumeMib << 20));
        terminal.line(backup.getFileName() + " in " + volumes + " in " + folder);
        return 0;
    }

    private StackRecovery recovery(Terminal terminal) {
        return new StackRecovery(options.stack(), new TerminalProgress(terminal), Clock.systemUTC());
    }

    private int make(GatewayClient gateway, Terminal terminal) {
        String id = text(gateway.post("/api/v1/backups", Map.of("tier", tier)), "id");
        String told = "";
        JsonNode backup = gateway.get("/api/v1/backups/" + id);
        while (List.of("running", "complete").contains(text(backup, "state"))) {
            String line = "  " + text(backup, "phase")
                    + (backup.path("partsTotal").asInt() == 0
                            ? ""
                            : " " + backup.path("partsDone").asInt() + " of "
                                    + backup.path("partsTotal").asInt());
            if (!json && !line.isBlank() && !line.equals(told)) {
                terminal.line(line);
                told = line;
            }
            Pause.of(POLL);
            backup = gateway.get("/api/v1/backups/" + id);
        }
        boolean proven = text(backup, "state").equals("proven");
        if (json) {
            terminal.json(backup);
        } else {
            terminal.line("%s is %s: %s".formatted(id, text(backup, "state"), text(backup, "note")));
        }
        return proven ? 0 : Aiops.FAILED;
    }

    /** Restores a backup into a scratch database and says what came of it. */
    static int verify(GatewayClient gateway, Terminal terminal, String id, boolean json) {
        JsonNode verdict =
                gateway.post("/api/v1/backups/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/verify", Map.of());
        boolean proven = verdict.path("proven").asBoolean();
        if (json) {
            terminal.json(verdict);
        } else {
            String hindrance = text(verdict, "hindrance");
            boolean looked = hindrance.isEmpty() || !verdict.path("faults").isEmpty();
            terminal.line(
                    id + (proven ? " is proven:" : looked ? " is BAD:" : " could not be looked at: " + hindrance));
            verdict.path(proven ? "checks" : "faults").forEach(line -> terminal.line("  " + line.asText()));
        }
        return proven ? 0 : Aiops.FAILED;
    }

    private int list(GatewayClient gateway, Terminal terminal) {
        JsonNode page = gateway.get("/api/v1/backups");
        if (json) {
            terminal.json(page);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        page.path("items")
                .forEach(backup -> rows.add(List.of(
                        text(backup, "id"),
                        text(backup, "state"),
                        text(backup, "snapshotAt"),
                        backup.path("rows").asText(),
                        backup.path("bytes").asText(),
                        text(backup, "restoreMs"),
                        text(backup, "copiedAt"),
                        text(backup, "hold"))));
        terminal.table(List.of("BACKUP", "STATE", "SNAPSHOT", "ROWS", "BYTES", "RESTORE MS", "COPIED", "HOLD"), rows);
        return 0;
    }
}
