package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how the controls stand, looks at them now, or writes the evidence for an auditor. */
@Command(
        name = "compliance",
        description = {
            "Shows the score and how each control stands. check looks at all of them now; bundle FILE writes a ZIP with all"
                    + " evidence and signed checksums; permissions shows who can do what.",
            "findings and exercises list them; holds shows what is not purged, hold CLASS --reason TEXT sets a legal hold,"
                    + " release CLASS lifts it.",
            "Exit code 0 only when every control holds."
        },
        mixinStandardHelpOptions = true)
final class ComplianceCommand implements Callable<Integer> {

    /** What is wanted. */
    enum Action {
        /** The controls as last seen. */
        show,
        /** Looks at all of them now. */
        check,
        /** Who can do what. */
        permissions,
        /** The evidence as a ZIP. */
        bundle,
        /** What must be mended. */
        findings,
        /** Planned and held. */
        exercises,
        /** What is not purged. */
        holds,
        /** Sets one. */
        hold,
        /** Lifts one. */
        release
    }

    @Mixin
    private StackOptions options = new StackOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = "show",
            paramLabel = "ACTION",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Action action = Action.show;

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "",
            paramLabel = "FILE|CLASS",
            description = "Where a bundle goes, or the class of data that is held.")
    private String file = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why something must be kept.")
    private String reason = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        try (GatewayClient gateway = options.gateway()) {
            return switch (action) {
                case show -> show(terminal, gateway.get("/api/v1/compliance"));
                case check -> show(terminal, gateway.post("/api/v1/compliance/check", Map.of()));
                case permissions -> permissions(terminal, gateway.get("/api/v1/compliance/permissions"));
                case bundle -> bundle(terminal, gateway);
                case findings ->
                    list(
                            terminal,
                            gateway.get("/api/v1/compliance/findings?state=open"),
                            "due",
                            "severity",
                            "owner",
                            "title");
                case exercises ->
                    list(
                            terminal,
                            gateway.get("/api/v1/compliance/exercises"),
                            "kind",
                            "state",
                            "scheduledFor",
                            "heldAt",
                            "title");
                case holds -> holds(terminal, gateway.get("/api/v1/compliance/holds"));
                case hold, release -> hold(terminal, gateway);
            };
        }
    }

    private int show(Terminal terminal, JsonNode found) {
        boolean good = found.path("refused").isEmpty();
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode control : found.path("controls")) {
            good &= text(control, "state").equals("passed");
            rows.add(List.of(
                    text(control, "id"), text(control, "state"), text(control, "owner"), text(control, "detail")));
        }
        if (json) {
            terminal.json(found);
        } else {
            terminal.line("Score " + found.path("score").asInt() + " of 100");
            found.path("refused")
                    .forEach(problem -> terminal.line(
                            text(problem, "path") + ":" + text(problem, "line") + ": " + text(problem, "reason")));
            terminal.table(List.of("CONTROL", "STATE", "OWNER", "SEEN"), rows);
        }
        return good && !rows.isEmpty() ? 0 : Aiops.FAILED;
    }

    private int list(Terminal terminal, JsonNode found, String... columns) {
        if (json) {
            terminal.json(found);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        found.path("items")
                .forEach(item -> rows.add(
                        Stream.of(columns).map(column -> text(item, column)).toList()));
        terminal.table(
                Stream.of(columns)
                        .map(column -> column.toUpperCase(Locale.ROOT))
                        .toList(),
                rows);
        return 0;
    }

    private int holds(Terminal terminal, JsonNode found) {
        return list(terminal, found, "dataClass", "reason", "setBy", "setAt");
    }

    private int hold(Terminal terminal, GatewayClient gateway) {
        boolean sets = action == Action.hold;
        if (file.isBlank() || sets == reason.isBlank()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "hold needs a class and --reason, release a class and no reason");
        }
        return holds(
                terminal,
                gateway.put(
                        "/api/v1/compliance/holds/" + URLEncoder.encode(file, StandardCharsets.UTF_8),
                        Map.of("reason", sets ? reason : "")));
    }

    private int permissions(Terminal terminal, JsonNode review) {
        if (json) {
            terminal.json(review);
            return 0;
        }
        for (String part : List.of("keys", "tools")) {
            JsonNode said = review.path(part);
            terminal.line(part + ": " + text(said, "summary"));
            for (String list : List.of("withoutOwner", "unused", "withoutEnd", "admins")) {
                said.path("found").path(list).forEach(name -> terminal.line("  " + list + ": " + name.asText()));
            }
        }
        return 0;
    }

    private int bundle(Terminal terminal, GatewayClient gateway) {
        Path target = Path.of(file.isBlank() ? "compliance.zip" : file);
        if (Files.exists(target)) {
            throw new CommandLine.ParameterException(spec.commandLine(), target + " is there already");
        }
        gateway.download("/api/v1/compliance/bundle", target);
        terminal.line("Written to " + target.toAbsolutePath());
        return 0;
    }
}
