package io.agentaiops.opsscheduler.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.log.OpenSearchClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether a search over the backup's documents finds one of them, in an index that exists for this question alone. */
@ApplicationScoped
class ScratchSearch {

    private static final String PART = "files/documents.zip";
    private static final String INDEX = "aiops-restore-proof";
    private static final String JSON = "application/json";

    private final OpenSearchClient client;
    private final ObjectMapper json;

    ScratchSearch(OpenSearchClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    void check(Archive archive, List<String> faults, List<String> checks) throws IOException {
        if (!archive.manifest().has(PART)) {
            checks.add("no documents in this backup, so nothing to search for");
            return;
        }
        client.send("DELETE", INDEX + "?ignore_unavailable=true", JSON, "");
        client.send("PUT", INDEX, JSON, "{\"settings\": {\"number_of_replicas\": 0}}");
        try {
            StringBuilder bulk = new StringBuilder();
            String[] first = {"", ""};
            long files = UnpackedZip.read(archive, PART, (name, content) -> {
                String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                if (name.endsWith(".md")) {
                    bulk.append(action(name)).append('\n');
                    bulk.append(json.createObjectNode().put("text", text)).append('\n');
                    if (first[0].isEmpty()) {
                        first[0] = name;
                        first[1] = text;
                    }
                }
            });
            if (first[0].isEmpty()) {
                checks.add(files + " documents restored, none of them Markdown to search for");
                return;
            }
            JsonNode answer = client.send("POST", "_bulk?refresh=true", "application/x-ndjson", bulk.toString());
            if (answer.path("errors").asBoolean()) {
                throw new IOException("OpenSearch did not take the restored documents: "
                        + answer.path("items").path(0));
            }
            judge(first[0], first[1], files, faults, checks);
        } finally {
            client.send("DELETE", INDEX + "?ignore_unavailable=true", JSON, "");
        }
    }

    private void judge(String name, String text, long files, List<String> faults, List<String> checks)
            throws IOException {
        ObjectNode search = json.createObjectNode().put("size", 1);
        search.putObject("query").putObject("match").put("text", text.substring(0, Math.min(text.length(), 500)));
        JsonNode found = client.send("POST", INDEX + "/_search", JSON, search.toString());
        if (found.path("hits").path("hits").isEmpty()) {
            faults.add("a search over the " + files + " restored documents does not find " + name);
        } else {
            checks.add("a search over the " + files + " restored documents finds them");
        }
    }

    private ObjectNode action(String name) {
        ObjectNode action = json.createObjectNode();
        action.putObject("index").put("_index", INDEX).put("_id", name);
        return action;
    }
}
