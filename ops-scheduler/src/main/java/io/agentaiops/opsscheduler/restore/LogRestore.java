package io.agentaiops.opsscheduler.restore;

import io.agentaiops.eventbus.search.OpenSearchAccess;
import io.agentaiops.opsscheduler.archive.Archive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Brings log entries back under their own ids: one that is there already stays one. */
final class LogRestore {

    private static final String PART = "logs/opensearch.ndjson";
    private static final int LINES = 2000;

    private final Archive archive;
    private final URI bulk;
    private final OpenSearchAccess access;

    LogRestore(Archive archive, String hosts, OpenSearchAccess access) {
        this.archive = archive;
        this.bulk = OpenSearchAccess.node(hosts.split(",", -1)[0]).resolve("_bulk");
        this.access = access;
    }

    long load() throws IOException {
        if (!archive.manifest().has(PART)) {
            return 0;
        }
        long lines = 0;
        try (HttpClient http = access.client().build();
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(archive.read(archive.manifest().part(PART)), StandardCharsets.UTF_8))) {
            StringBuilder batch = new StringBuilder();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                batch.append(line).append('\n');
                if (++lines % LINES == 0) {
                    send(http, batch.toString());
                    batch.setLength(0);
                }
            }
            if (!batch.isEmpty()) {
                send(http, batch.toString());
            }
        }
        return lines / 2;
    }

    private void send(HttpClient http, String batch) throws IOException {
        try {
            HttpResponse<String> response = http.send(
                    access.request(bulk)
                            .timeout(Duration.ofMinutes(2))
                            .header("Content-Type", "application/x-ndjson")
                            .POST(HttpRequest.BodyPublishers.ofString(batch))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200 || response.body().contains("\"errors\":true")) {
                throw new IOException("OpenSearch did not take log entries: " + response.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
