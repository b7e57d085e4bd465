package io.agentaiops.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import io.agentaiops.local.gateway.RequestRefused;
import io.agentaiops.local.process.Pause;
import io.agentaiops.local.stack.ComponentStatus;
import io.agentaiops.local.stack.Stack;
import io.agentaiops.local.stack.StackRecovery;
import io.agentaiops.local.stack.StackStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The six steps of a recovery: assess, stop, restore, test, resume, document. The record of the incident is written as the
 * steps go, so that it is there when one of them fails.
 */
final class Recovery {

    private static final Duration REBUILD = Duration.ofMinutes(3);

    private final StackOptions options;
    private final Stack stack;
    private final StackRecovery recovery;
    private final Terminal terminal;
    private final Path backup;
    private final Path key;
    private final Set<String> wanted;
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final StringBuilder record = new StringBuilder();
    private boolean ranBefore;

    Recovery(
            StackOptions options,
            Stack stack,
            StackRecovery recovery,
            Terminal terminal,
            Path backup,
            Path key,
            Set<String> wanted) {
        this.options = options;
        this.stack = stack;
        this.recovery = recovery;
        this.terminal = terminal;
        this.backup = backup;
        this.key = key;
        this.wanted = wanted;
    }

    void assess() {
        record.append("# Recovery of ").append(begin).append("\n\n");
        step("1. Damage");
        List<ComponentStatus> components = StackStatus.of(stack);
        ranBefore =
                components.stream().anyMatch(component -> component.name().equals("agent-gateway") && component.good());
        String broken = components.stream()
                .filter(component -> !component.good())
                .map(component -> component.name() + " (" + component.state() + ")")
                .collect(Collectors.joining(", "));
        say(broken.isEmpty() ? "everything runs" : "not running: " + broken);
        say("from " + backup);
        say(recovery.restore(backup, key, "show"));
        say(recovery.restore(backup, key, "check"));
        say("to be restored: " + String.join(", ", wanted));
    }

    /** The other five; false when the platform did not come back well. */
    boolean recover() {
        try {
            step("2. Stop the services");
            recovery.stopServices();
            step("3. Restore");
            restoreOrGoBack();
            step("4. Start and test");
            recovery.startAll();
            boolean good = test();
            step("5. Resume");
            say(good ? "users may come back" : "not everything is well: look above before users come back");
            tell(good);
            return good;
        } catch (RuntimeException e) {
            say("FAILED: " + e.getMessage());
            throw e;
        } finally {
            document();
        }
    }

    /** What fails here has changed no data: users get back what there was. */
    private void restoreOrGoBack() {
        try {
            restore();
        } catch (RuntimeException e) {
            say("NOT restored: " + e.getMessage());
            if (ranBefore) {
                say("starting again with the data that is there");
                recovery.startAll();
            }
            throw e;
        }
    }

    private void restore() {
        keepTheKey();
        if (wanted.contains("keys")) {
            // What is missing comes first: on a new machine the engines' start would make keys of its own.
            say("missing keys: " + files("keys", stack.keys().folder(), true));
        }
        recovery.startEngines();
        String schemas = RestoreCommand.SCHEMAS.entrySet().stream()
                .filter(part -> wanted.contains(part.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .collect(Collectors.joining(","));
        if (!schemas.isEmpty()) {
            say("database: " + recovery.restore(backup, key, "load", "--schemas", schemas));
        }
        // What is there is not replaced before the data are: a kill in between leaves old data with the keys that open
        // them.
        if (wanted.contains("keys")) {
            say("keys: " + files("keys", stack.keys().folder(), false));
        }
        boolean named = wanted.size() < RestoreCommand.SCHEMAS.size() + RestoreCommand.FILES.size();
        if (wanted.contains("documents")) {
            Path documents = Optional.ofNullable(System.getenv("AIOPS_DOCUMENTS_DIR"))
                    .map(Path::of)
                    .orElse(stack.home().root().resolve("documents"));
            say("documents: " + files("documents", documents, !named));
        }
        if (wanted.contains("config")) {
            say("config: " + files("config", stack.home().config(), !named));
        }
    }

    /** On a new machine the copy that was named becomes the key of the backups to come. */
    private void keepTheKey() {
        try {
            Path own = stack.keys().backupKey();
            if (!Files.exists(own)) {
                Files.createDirectories(stack.keys().folder());
                Files.copy(key, own);
                Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param keep whether a file that is there stays: only one that is missing is lost */
    private String files(String part, Path folder, boolean keep) {
        String name = "files/" + part + ".zip";
        return keep
                ? recovery.restore(backup, key, "files", "--part", name, "--to", folder.toString(), "--keep", "true")
                : recovery.restore(backup, key, "files", "--part", name, "--to", folder.toString());
    }

    private boolean test() {
        if (wanted.contains("logs")) {
            say("logs: " + recovery.restore(backup, key, "logs"));
        }
        List<ComponentStatus> sick = StackStatus.of(stack).stream()
                .filter(component -> !component.good())
                .toList();
        say(sick.isEmpty() ? "all components are up" : "not up: " + sick);
        boolean audit = true;
        try (GatewayClient gateway = options.gateway()) {
            if (wanted.contains("knowledge")) {
                rebuild(gateway);
            }
            new RememberedErasures(recovery.backups()).repeat(gateway, backup).forEach(this::say);
            if (wanted.contains("operations")) {
                acceptLedger(gateway);
            }
            JsonNode verification = gateway.get("/api/v1/audit/verify");
            audit = verification.path("intact").asBoolean();
            say("audit chain " + (audit ? "whole" : "BROKEN") + " over "
                    + verification.path("entries").asLong() + " entries");
            say("sessions answered: "
                    + gateway.get("/api/v1/sessions").path("items").size());
        }
        return sick.isEmpty() && audit;
    }

    /** What was published of entries that are lost now must not look like a forgery ever after. */
    private void acceptLedger(GatewayClient gateway) {
        try {
            JsonNode aside =
                    gateway.post("/api/v1/audit/restored", Map.of("reason", "restored from " + backup.getFileName()));
            aside.path("heads").forEach(head -> say("published head set aside: " + head.asText()));
        } catch (RequestRefused e) {
            say("published heads not compared with the restored ledger: " + e.getMessage());
        }
    }

    /** Into the platform's own list of recoveries, which compliance counts. */
    private void tell(boolean good) {
        Duration took = Duration.between(begin, Instant.now());
        try (GatewayClient gateway = options.gateway()) {
            gateway.post(
                    "/api/v1/compliance/exercises",
                    Map.of(
                            "kind",
                            "recovery",
                            "title",
                            "Recovery from " + backup.getFileName(),
                            "state",
                            "held",
                            "heldAt",
                            begin.toString(),
                            "outcome",
                            good ? "users may come back" : "not everything is well",
                            "measurements",
                            Map.of("recoverySeconds", took.toSeconds(), "restored", String.join(", ", wanted))));
        } catch (RequestRefused e) {
            say("not written into the list of recoveries: " + e.getMessage());
        }
    }

    /** The database says what is indexed; an index that was lost with the data must be built again from it. */
    private void rebuild(GatewayClient gateway) {
        try {
            gateway.post("/api/v1/knowledge/rebuild", Map.of());
            say("search index: " + rebuilt(gateway));
        } catch (RequestRefused e) {
            say("search index: not rebuilt, " + e.getMessage());
        }
    }

    /** Users come back to an index that knows the documents, or the record says that it does not yet. */
    private static String rebuilt(GatewayClient gateway) {
        Instant limit = Instant.now().plus(REBUILD);
        JsonNode build;
        do {
            Pause.of(Duration.ofSeconds(1));
            build = gateway.get("/api/v1/knowledge/status").path("rebuild");
        } while (Terminal.text(build, "state").equalsIgnoreCase("building")
                && Instant.now().isBefore(limit));
        String state = Terminal.text(build, "state");
        return build.path("done").asInt() + " of " + build.path("total").asInt() + " built again, "
                + (state.equalsIgnoreCase("building") ? "still going on" : state.toLowerCase(Locale.ROOT));
    }

    private void document() {
        step("6. Document");
        record.append("\nTook ")
                .append(Duration.between(begin, Instant.now()).toSeconds())
                .append(" s. Cause, lessons and who was told: to be added by whoever led the recovery.\n");
        Path file = stack.home()
                .folder()
                .resolve("incidents")
                .resolve("recovery-" + begin.toString().replace(':', '-') + ".md");
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, record);
            terminal.line("  written down in " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void step(String title) {
        terminal.line(title);
        record.append("\n## ").append(title).append(" (").append(Instant.now()).append(")\n\n");
    }

    private void say(String text) {
        terminal.indented(text, 2, 40);
        text.lines().forEach(line -> record.append("- ").append(line).append('\n'));
    }
}
