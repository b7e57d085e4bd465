package io.agentaiops.opsscheduler.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The archive's entries as the pairs of lines that OpenSearch's {@code _bulk} takes, page by page in constant memory. */
@ApplicationScoped
public class LogExport {

    private static final int PAGE = 1000;
    private static final String JSON = "application/json";

    private final OpenSearchClient client;
    private final ObjectMapper json;

    LogExport(OpenSearchClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /** Writes the entries since then; says how many. */
    public long writeTo(OutputStream out, Instant from) throws IOException {
        ObjectNode search = json.createObjectNode().put("size", PAGE);
        search.putArray("sort").add("_doc");
        search.putObject("query").putObject("range").putObject("at").put("gte", from.toString());
        JsonNode page = client.send(
                "POST",
                "logs-*/_search?scroll=2m&ignore_unavailable=true&allow_no_indices=true",
                JSON,
                search.toString());
        String scroll = page.path("_scroll_id").asText();
        long count = 0;
        try {
            while (!page.path("hits").path("hits").isEmpty()) {
                for (JsonNode hit : page.path("hits").path("hits")) {
                    write(hit, out);
                    count++;
                }
                ObjectNode next = json.createObjectNode().put("scroll", "2m").put("scroll_id", scroll);
                page = client.send("POST", "_search/scroll", JSON, next.toString());
                scroll = page.path("_scroll_id").asText();
            }
            return count;
        } finally {
            if (!scroll.isEmpty()) {
                ObjectNode end = json.createObjectNode();
                end.putArray("scroll_id").add(scroll);
                client.send("DELETE", "_search/scroll", JSON, end.toString());
            }
        }
    }

    private void write(JsonNode hit, OutputStream out) throws IOException {
        ObjectNode action = json.createObjectNode();
        action.putObject("index")
                .put("_index", hit.path("_index").asText())
                .put("_id", hit.path("_id").asText());
        out.write((action + "\n" + hit.path("_source") + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
