package io.agentaiops.opsscheduler.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.log.OpenSearchClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a search over the backup's documents finds one of them, in an index that exists for this question alone. */
@ApplicationScoped
class ScratchSearch {

    private static final String PART = "files/documents.zip";
    private static final String INDEX = "aiops-restore-proof";
    private static final String JSON = "application/json";
    private static final int MOST_OF_ONE = 1 << 18;
    private static final int AT_ONCE = 1 << 20;

    private final OpenSearchClient client;
    private final ObjectMapper json;

    ScratchSearch(OpenSearchClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    void check(Archive archive, List<String> faults, List<String> checks) throws IOException, Hindered {
        if (!archive.manifest().has(PART)) {
            checks.add("no documents in this backup, so nothing to search for");
            return;
        }
        send("DELETE", INDEX + "?ignore_unavailable=true", JSON, "");
        send("PUT", INDEX, JSON, "{\"settings\": {\"number_of_replicas\": 0}}");
        try {
            Batch batch = new Batch();
            long files = UnpackedZip.read(archive, PART, batch::take);
            batch.send();
            if (batch.hindrance != null) {
                throw batch.hindrance;
            }
            if (batch.name.isEmpty()) {
                checks.add(files + " documents restored, none of them Markdown to search for");
                return;
            }
            send("POST", INDEX + "/_refresh", JSON, "");
            judge(batch.name, batch.text, files, faults, checks);
        } finally {
            send("DELETE", INDEX + "?ignore_unavailable=true", JSON, "");
        }
    }

    /** Brings documents to OpenSearch as they are read, never holding more than a few of them. */
    private final class Batch {
        private final StringBuilder lines = new StringBuilder();
        private String name = "";
        private String text = "";
        private @Nullable Hindered hindrance;

        void take(String file, InputStream content) throws IOException {
            if (!file.endsWith(".md") || hindrance != null) {
                return;
            }
            String read = new String(content.readNBytes(MOST_OF_ONE), StandardCharsets.UTF_8);
            if (name.isEmpty()) {
                name = file;
                text = read;
            }
            lines.append(action(file)).append('\n');
            lines.append(json.createObjectNode().put("text", read)).append('\n');
            if (lines.length() > AT_ONCE) {
                send();
            }
        }

        void send() {
            if (lines.isEmpty()) {
                return;
            }
            try {
                JsonNode answer = ScratchSearch.this.send("POST", "_bulk", "application/x-ndjson", lines.toString());
                if (answer.path("errors").asBoolean()) {
                    throw new Hindered(
                            "OpenSearch did not take the restored documents: "
                                    + answer.path("items").path(0),
                            null);
                }
            } catch (Hindered e) {
                hindrance = e;
            }
            lines.setLength(0);
        }
    }

    private JsonNode send(String method, String path, String contentType, String body) throws Hindered {
        try {
            return client.send(method, path, contentType, body);
        } catch (IOException e) {
            throw new Hindered("no search was possible: " + e.getMessage(), e);
        }
    }

    private void judge(String name, String text, long files, List<String> faults, List<String> checks) throws Hindered {
        ObjectNode search = json.createObjectNode().put("size", 1);
        search.putObject("query").putObject("match").put("text", text.substring(0, Math.min(text.length(), 500)));
        JsonNode found = send("POST", INDEX + "/_search", JSON, search.toString());
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
