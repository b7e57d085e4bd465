package io.agentaiops.local.cli;

import static io.agentaiops.local.cli.Terminal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.local.gateway.GatewayClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the alerts. */
@Command(name = "alerts", description = "Lists the alerts that fire.", mixinStandardHelpOptions = true)
final class AlertsCommand implements Runnable {

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        try (GatewayClient gateway = options.gateway()) {
            JsonNode alerts = gateway.get("/api/v2/alerts");
            if (json) {
                terminal.json(alerts);
                return;
            }
            if (alerts.isEmpty()) {
                terminal.line("No alert fires.");
                return;
            }
            List<List<String>> rows = new ArrayList<>();
            alerts.forEach(alert -> rows.add(List.of(
                    text(alert.path("labels"), "alertname"),
                    text(alert.path("labels"), "severity"),
                    text(alert.path("status"), "state"),
                    text(alert, "startsAt"),
                    text(alert.path("annotations"), "summary"),
                    labels(alert.path("labels")))));
            terminal.table(List.of("ALERT", "SEVERITY", "STATE", "SINCE", "SUMMARY", "LABELS"), rows);
        }
    }

    private static String labels(JsonNode labels) {
        return labels.properties().stream()
                .filter(label ->
                        !label.getKey().equals("alertname") && !label.getKey().equals("severity"))
                .map((Map.Entry<String, JsonNode> label) ->
                        label.getKey() + "=" + label.getValue().asText())
                .collect(Collectors.joining(" "));
    }
}
