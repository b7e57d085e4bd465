package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.eventbus.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the lines of one streamed chat together: text, thinking, tool calls, and the figures of the last line. */
final class ChatTranscript {

    private final StringBuilder text = new StringBuilder();
    private final List<WantedCall> calls = new ArrayList<>();
    private final ChatHearer hearer;
    private final ThinkingSplitter splitter;
    private final long began = System.nanoTime();
    private @Nullable Duration firstToken;
    private @Nullable JsonNode last;

    ChatTranscript(ChatHearer hearer) {
        this.splitter = new ThinkingSplitter(new ChatHearer() {
            @Override
            public void said(String piece) {
                text.append(piece);
                hearer.said(piece);
            }

            @Override
            public void thought(String piece) {
                hearer.thought(piece);
            }
        });
        this.hearer = hearer;
    }

    /** Takes a line; true when it was the last one. */
    boolean take(JsonNode line) {
        JsonNode message = line.path("message");
        String thinking = message.path("thinking").asText("");
        String content = message.path("content").asText("");
        JsonNode wanted = message.path("tool_calls");
        if (firstToken == null && (!thinking.isEmpty() || !content.isEmpty() || !wanted.isEmpty())) {
            firstToken = elapsed();
        }
        if (!thinking.isEmpty()) {
            hearer.thought(thinking);
        }
        if (!content.isEmpty()) {
            splitter.take(content);
        }
        wanted.forEach(call -> calls.add(call(call.path("function"))));
        if (line.path("done").asBoolean()) {
            splitter.end();
            last = line;
        }
        return last != null;
    }

    boolean spoke() {
        return !text.isEmpty();
    }

    String text() {
        return text.toString();
    }

    List<WantedCall> calls() {
        return List.copyOf(calls);
    }

    @Nullable
    Duration firstToken() {
        return firstToken;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** A figure of the last line; 0 before it, or when Ollama left it out. */
    long figure(String name) {
        JsonNode end = last;
        return end == null ? 0 : end.path(name).asLong();
    }

    /** A time of the last line, which has them in nanoseconds. */
    Duration time(String name) {
        return Duration.ofNanos(figure(name));
    }

    /** Whether the model stopped because there was no room for more. */
    boolean cutAtLimit() {
        JsonNode end = last;
        return end != null && end.path("done_reason").asText().equals("length");
    }

    /** Arguments are an object; a model that sends them as text gets what it sent. */
    private static WantedCall call(JsonNode function) {
        JsonNode arguments = function.path("arguments");
        return new WantedCall(
                Ids.next(),
                function.path("name").asText(),
                arguments.isTextual() ? arguments.asText() : arguments.isMissingNode() ? "{}" : arguments.toString());
    }
}
