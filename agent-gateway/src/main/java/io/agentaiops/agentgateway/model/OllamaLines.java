package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a streamed reply. Closing them closes the connection, and that is how Ollama learns that nobody wants the
 * rest. A failure after the first byte comes as a line {@code {"error": …}} although the status was 200.
 */
public final class OllamaLines implements AutoCloseable {

    private final InputStream body;
    private final BufferedReader reader;
    private final ObjectMapper json;

    OllamaLines(InputStream body, ObjectMapper json) {
        this.body = body;
        this.reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.json = json;
    }

    /** The next line; empty at the end. Blocks. */
    public Optional<JsonNode> next() throws OllamaFailure {
        try {
            String line = reader.readLine();
            if (line == null) {
                return Optional.empty();
            }
            JsonNode node = json.readTree(line);
            if (node.hasNonNull("error")) {
                throw OllamaFailure.of(500, node.path("error").asText(), null);
            }
            return Optional.of(node);
        } catch (IOException e) {
            throw new OllamaFailure(OllamaFailure.Kind.BROKE, "the answer broke off: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // the connection is gone either way
        }
    }
}
