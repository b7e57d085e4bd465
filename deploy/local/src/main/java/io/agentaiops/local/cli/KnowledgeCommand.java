package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import io.agentaiops.local.gateway.GatewayClient.Field;
import java.nio.file.Files;
import java.nio.file.Path;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The documents and their index. */
@Command(
        name = "knowledge",
        description = "Shows how the index of the documents is, builds it anew, and adds documents.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KnowledgeCommand.Status.class,
            KnowledgeCommand.Rebuild.class,
            KnowledgeCommand.Rollback.class,
            KnowledgeCommand.Upload.class
        })
final class KnowledgeCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to do: status, rebuild, rollback or upload");
    }

    /** How it is. */
    @Command(
            name = "status",
            description = "Shows how far the index is, and what is refused. Exit code 1 when something is.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {

        @Mixin
        private StackOptions options = new StackOptions();

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            Terminal terminal = new Terminal(spec.commandLine().getOut());
            JsonNode status;
            try (GatewayClient gateway = options.gateway()) {
                status = gateway.get("/api/v1/knowledge/status");
            }
            List<String> wrong = wrong(status);
            if (json) {
                terminal.json(status);
            } else {
                terminal.line("%s: %s of %s documents in %s passages, %s waiting; index %s, model %s"
                        .formatted(
                                text(status, "state"),
                                text(status, "indexed"),
                                text(status, "documents"),
                                text(status, "chunks"),
                                text(status, "pending"),
                                text(status, "index"),
                                text(status, "model")));
                JsonNode build = status.path("rebuild");
                if (build.isObject()) {
                    terminal.line("Last build: %s, %s of %s documents %s"
                            .formatted(
                                    text(build, "state"),
                                    text(build, "done"),
                                    text(build, "total"),
                                    text(build, "error")));
                }
                wrong.forEach(terminal::line);
            }
            return wrong.isEmpty() ? 0 : Aiops.FAILED;
        }

        private static List<String> wrong(JsonNode status) {
            List<String> wrong = new ArrayList<>();
            status.path("folders").forEach(folder -> {
                if (folder.hasNonNull("problem")) {
                    wrong.add("FOLDER " + text(folder, "folder") + ": " + text(folder, "problem"));
                }
            });
            status.path("failed")
                    .forEach(failed -> wrong.add("REFUSED " + text(failed, "file") + ", line " + text(failed, "line")
                            + ": " + text(failed, "reason")));
            return wrong;
        }
    }

    /** Everything is embedded again. */
    @Command(
            name = "rebuild",
            description = "Builds the index anew beside the one that is searched; status shows how far it is.",
            mixinStandardHelpOptions = true)
    static final class Rebuild implements Runnable {

        @Mixin
        private StackOptions options = new StackOptions();

        @Option(names = "--force", description = "Searches it even when the golden questions find less in it.")
        private boolean force;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            try (GatewayClient gateway = options.gateway()) {
                JsonNode build = gateway.post("/api/v1/knowledge/rebuild?force=" + force, Map.of());
                new Terminal(spec.commandLine().getOut())
                        .line("%s is being built from %s documents."
                                .formatted(text(build, "index"), text(build, "total")));
            }
        }
    }

    /** The version before is searched again. */
    @Command(
            name = "rollback",
            description = "Searches the version of the index before the current one again, at once.",
            mixinStandardHelpOptions = true)
    static final class Rollback implements Runnable {

        @Mixin
        private StackOptions options = new StackOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            try (GatewayClient gateway = options.gateway()) {
                JsonNode build = gateway.post("/api/v1/knowledge/rollback", Map.of());
                new Terminal(spec.commandLine().getOut()).line(text(build, "index") + " is searched.");
            }
        }
    }

    /** A document that lies in no watched folder. */
    @Command(
            name = "upload",
            description = "Adds a document, or replaces one that was uploaded before.",
            mixinStandardHelpOptions = true)
    static final class Upload implements Runnable {

        @Mixin
        private StackOptions options = new StackOptions();

        @Option(names = "--id", paramLabel = "ID", description = "Its name; uploads/FILE when left out.")
        private @Nullable String id;

        @Option(names = "--tags", paramLabel = "TAG", split = ",", description = "What it is filed under.")
        private List<String> tags = List.of();

        @Option(
                names = "--audience",
                paramLabel = "ROLE",
                split = ",",
                description = "Roles that may see it; everybody when left out.")
        private List<String> audience = List.of();

        @Parameters(paramLabel = "FILE", description = "Text, Markdown, HTML, PDF, Word, slides, sheets or EPUB.")
        private Path file = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            if (!Files.isRegularFile(file)) {
                throw new CommandLine.ParameterException(spec.commandLine(), "there is no file " + file);
            }
            List<Field> fields = new ArrayList<>();
            if (id != null) {
                fields.add(new Field("documentId", id));
            }
            tags.forEach(tag -> fields.add(new Field("tags", tag)));
            audience.forEach(role -> fields.add(new Field("audience", role)));
            try (GatewayClient gateway = options.gateway()) {
                JsonNode taken = gateway.upload("/api/v1/documents", file, fields);
                new Terminal(spec.commandLine().getOut())
                        .line("%s is %s.".formatted(text(taken, "documentId"), text(taken, "state")));
            }
        }
    }
}
