package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a streamed chat on a thread of its own, so that the one who waits can look up now and then and leave. Bounded: a
 * listener that is slow slows the reading down. Closing it closes the connection.
 */
final class ChatStream implements AutoCloseable {

    private static final int WAITING_LINES = 256;

    /** What comes out of a stream. */
    sealed interface Signal {
        record Line(JsonNode node) implements Signal {}

        record End() implements Signal {}

        record Failed(OllamaFailure failure) implements Signal {}
    }

    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(WAITING_LINES);
    private final Thread reader;
    private volatile @Nullable OllamaLines lines;

    ChatStream(OllamaClient client, String url, JsonNode body, Duration limit) {
        reader = Thread.ofVirtual().name("ollama-chat").start(() -> read(client, url, body, limit));
    }

    /** The next thing, if it comes within that time. */
    Optional<Signal> poll(long millis) throws InterruptedException {
        return Optional.ofNullable(signals.poll(millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        reader.interrupt();
        OllamaLines open = lines;
        if (open != null) {
            open.close();
        }
    }

    private void read(OllamaClient client, String url, JsonNode body, Duration limit) {
        try {
            try (OllamaLines opened = client.stream(url, "/api/chat", body, limit)) {
                lines = opened;
                Optional<JsonNode> line = opened.next();
                while (line.isPresent()) {
                    signals.put(new Signal.Line(line.get()));
                    line = opened.next();
                }
                signals.put(new Signal.End());
            } catch (OllamaFailure e) {
                signals.put(new Signal.Failed(e));
            }
        } catch (InterruptedException e) {
            // nobody listens any more
            Thread.currentThread().interrupt();
        }
    }
}
