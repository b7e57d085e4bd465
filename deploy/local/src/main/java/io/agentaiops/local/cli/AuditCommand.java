package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The audit ledger. */
@Command(
        name = "audit",
        description = "Checks the audit ledger, prints it for an auditor, or notes that it was restored.",
        mixinStandardHelpOptions = true,
        subcommands = {AuditCommand.Verify.class, AuditCommand.Export.class, AuditCommand.Restored.class})
final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: verify, export or restored");
    }

    /** Whether nobody changed it. */
    @Command(
            name = "verify",
            description = "Walks the chain of hashes. Exit code 1, and the first broken entry, when it is not whole.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {

        @Mixin
        private StackOptions options = new StackOptions();

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            Terminal terminal = new Terminal(spec.commandLine().getOut());
            JsonNode found;
            try (GatewayClient gateway = options.gateway()) {
                found = gateway.get("/api/v1/audit/verify");
            }
            boolean intact = found.path("intact").asBoolean();
            if (json) {
                terminal.json(found);
            } else if (intact) {
                int aside = found.path("setAside").asInt();
                terminal.line("Whole: " + found.path("entries").asLong() + " entries, head " + text(found, "head")
                        + (aside == 0 ? "" : "; " + aside + " published heads were set aside after a restore"));
            } else {
                terminal.line("BROKEN at entry " + found.path("brokenAt").asLong() + ": " + text(found, "reason"));
            }
            return intact ? 0 : Aiops.FAILED;
        }
    }

    /** All of it, oldest first. */
    @Command(
            name = "export",
            description = "Prints the ledger as JSON Lines, oldest entry first.",
            mixinStandardHelpOptions = true)
    static final class Export implements Runnable {

        @Mixin
        private StackOptions options = new StackOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            Terminal terminal = new Terminal(spec.commandLine().getOut());
            try (GatewayClient gateway = options.gateway()) {
                long after = 0;
                JsonNode page;
                do {
                    page = gateway.get("/api/v1/audit/chain?after=" + after + "&limit=1000");
                    for (JsonNode entry : page.path("items")) {
                        terminal.line(entry.toString());
                        after = entry.path("seq").asLong();
                    }
                } while (!page.path("items").isEmpty());
            }
        }
    }

    /** What was published of entries that a restore lost is set aside. */
    @Command(
            name = "restored",
            description = {
                "Notes that the ledger is an older one: published heads that it cannot have are set aside, under its signature and"
                        + " with an entry of its own.",
                "./aiops restore does so itself; for whoever brought the database back by other means."
            },
            mixinStandardHelpOptions = true)
    static final class Restored implements Runnable {

        @Mixin
        private StackOptions options = new StackOptions();

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "What was restored, why, and who decided so.")
        private String reason = "";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            Terminal terminal = new Terminal(spec.commandLine().getOut());
            try (GatewayClient gateway = options.gateway()) {
                JsonNode heads = gateway.post("/api/v1/audit/restored", Map.of("reason", reason))
                        .path("heads");
                heads.forEach(head -> terminal.line("set aside: " + head.asText()));
                terminal.line(heads.size() + " published heads set aside");
            }
        }
    }
}
