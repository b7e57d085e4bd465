package io.agentaiops.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import io.agentaiops.local.stack.Stack;
import io.agentaiops.local.stack.StackRecovery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings a backup back, in the six steps of a recovery, and writes the incident down. */
@Command(
        name = "restore",
        description = {
            "Brings a backup back: assess, stop the services, restore, test, resume, document. Works without a running"
                    + " platform and with an empty data folder.",
            "The database that is there is set aside as schemas NAME_before_restore, replaced files as"
                    + " NAME.before-restore. With --at scratch nothing is touched: the backup is restored into a scratch"
                    + " database and compared."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    /** What {@code --only} may name, and the schema or part behind it. */
    static final Map<String, String> SCHEMAS = Map.of(
            "sessions", "agent_gateway",
            "knowledge", "rag_indexer",
            "tools", "tool_runner",
            "operations", "ops_scheduler",
            "alerts", "alert_router");

    static final List<String> FILES = List.of("documents", "config", "keys", "logs");

    private static final String BUCKET = "s3:";

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "ID",
            description =
                    "The backup's id, its folder, the index of its volumes, or latest; s3:ID and s3:latest fetch it from the"
                            + " bucket first.")
    private String from = "";

    @Option(names = "--at", paramLabel = "PLACE", description = "here or scratch (default: here).")
    private String at = "here";

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description =
                    "sessions, knowledge, tools, operations, alerts, documents, config, keys, logs (default: all).")
    private @Nullable List<String> only;

    @Option(names = "--key", paramLabel = "FILE", description = "The backup key (default: .aiops/keys/backup.key).")
    private @Nullable Path key;

    @Option(names = "--yes", description = "Does not ask before data are replaced.")
    private boolean yes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        if (at.equals("scratch")) {
            if (only != null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "--at scratch restores and compares the whole backup: leave --only out");
            }
            return atScratch(terminal);
        }
        if (!at.equals("here")) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--at must be here or scratch but is " + at);
        }
        Set<String> wanted = wanted();
        Stack stack = options.stack();
        StackRecovery recovery = new StackRecovery(stack, new TerminalProgress(terminal), Clock.systemUTC());
        Path keyFile = key == null ? stack.keys().backupKey() : key;
        from = fetched(recovery, keyFile);
        Path folder = Optional.of(Path.of(from))
                .filter(path -> Files.exists(path.resolve("manifest.json")))
                .or(() -> recovery.find(from))
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "there is no backup " + from + " in " + recovery.backups()));
        if (!Files.exists(keyFile)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "the backup key " + keyFile + " is missing; name your copy with --key FILE");
        }
        Recovery steps = new Recovery(options, stack, recovery, terminal, folder.toAbsolutePath(), keyFile, wanted);
        steps.assess();
        if (!agreed(terminal)) {
            terminal.line("Nothing was changed.");
            return Aiops.FAILED;
        }
        return steps.recover() ? 0 : Aiops.FAILED;
    }

    private int atScratch(Terminal terminal) {
        Stack stack = options.stack();
        StackRecovery recovery = new StackRecovery(stack, new TerminalProgress(terminal), Clock.systemUTC());
        String id = fetched(recovery, key == null ? stack.keys().backupKey() : key);
        Path folder = Path.of(id);
        if (Files.exists(folder.resolve("manifest.json"))) {
            id = folder.getFileName().toString();
            if (recovery.find(id).isEmpty()) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--at scratch proves what lies in " + recovery.backups() + ": copy " + folder + " there first");
            }
        }
        try (GatewayClient gateway = options.gateway()) {
            if (id.equals("latest")) {
                id = latest(gateway);
            }
            return BackupCommand.verify(gateway, terminal, id, false);
        }
    }

    /** What was named, after it was brought here: volumes and copies become folders among the backups. */
    private String fetched(StackRecovery recovery, Path keyFile) {
        if (from.endsWith(".index")) {
            return recovery.assemble(Path.of(from).toAbsolutePath(), keyFile);
        }
        return from.startsWith(BUCKET) ? recovery.fetch(from.substring(BUCKET.length()), keyFile) : from;
    }

    /** The newest one that lies there and is not known to be bad. */
    private String latest(GatewayClient gateway) {
        for (JsonNode backup : gateway.get("/api/v1/backups?limit=500").path("items")) {
            if (List.of("complete", "proven").contains(Terminal.text(backup, "state"))) {
                return Terminal.text(backup, "id");
            }
        }
        throw new CommandLine.ParameterException(
                spec.commandLine(), "there is no backup to restore: make one with ./aiops backup");
    }

    private Set<String> wanted() {
        TreeSet<String> known = new TreeSet<>(SCHEMAS.keySet());
        known.addAll(FILES);
        if (only == null) {
            return known;
        }
        for (String part : only) {
            if (!known.contains(part)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "--only knows " + String.join(", ", known) + " but not " + part);
            }
        }
        return new TreeSet<>(only);
    }

    /** Nobody restores by a slip of the hand; a script says so with {@code --yes}. */
    private boolean agreed(Terminal terminal) {
        if (yes) {
            return true;
        }
        terminal.part("Replace this data by the backup? Type yes: ");
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return "yes".equalsIgnoreCase(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
