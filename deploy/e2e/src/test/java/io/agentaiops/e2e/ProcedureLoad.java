package io.agentaiops.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A procedure of a tool call and an operation, begun by hand and by its schedule each minute. */
final class ProcedureLoad extends Load {

    /** The procedure that is run. */
    static final String PROCEDURE = "probe-chaos";

    private final Stack stack;
    private final Api gateway;
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

    ProcedureLoad(Stack stack) {
        super("procedures", Duration.ofSeconds(4));
        this.stack = stack;
        this.gateway = stack.api().within(PATIENCE);
    }

    /** Puts the procedure among the documents. */
    void writeDocument() {
        write("""
                ---
                id: %s
                title: Probe in a storm
                kind: procedure
                owner: operations
                review-by: 2099-01-31
                tags: [probe]
                schedule:
                  cron: "* * * * *"
                  time-zone: UTC
                ---
                # Probe in a storm

                ## 1. Look

                ```step
                run: df -h
                ```

                ## 2. Look around

                ```step
                uses: work.planned
                with:
                  procedure: scheduled-maintenance
                ```
                """.formatted(PROCEDURE));
    }

    @Override
    Attempt ask(int number) {
        Api.Answer answer = gateway.post("/api/v1/procedures/" + PROCEDURE + "/runs", Map.of());
        if (answer.status() == 202) {
            accepted.add(answer.json().get("runId").asText());
        }
        return attempt(answer);
    }

    /** The runs that were begun by hand. */
    Queue<String> accepted() {
        return accepted;
    }

    /** Takes the procedure away again. */
    void deleteDocument() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return stack.documents().resolve("procedures/" + PROCEDURE + ".md");
    }
}
