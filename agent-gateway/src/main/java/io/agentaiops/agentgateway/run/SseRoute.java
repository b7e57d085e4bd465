package io.agentaiops.agentgateway.run;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionException;

/** Brings the events of a run to a client as server-sent events; each has its sequence number as id. */
public final class SseRoute implements RunEventStream.Follower {

    private final SseEventSink sink;
    private final Sse sse;
    private boolean gone;

    /** The way to the client of that sink. */
    public SseRoute(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    @Override
    public boolean isThere() {
        return !gone && !sink.isClosed();
    }

    @Override
    public void take(RunEvent event) {
        send(sse.newEventBuilder()
                .id(Long.toString(event.sequence()))
                .name(event.name())
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(String.class, event.data())
                .build());
    }

    @Override
    public void idle() {
        send(sse.newEventBuilder().comment("").build());
    }

    @Override
    public void close() {
        sink.close();
    }

    private void send(OutboundSseEvent event) {
        try {
            sink.send(event).toCompletableFuture().join();
        } catch (CompletionException | IllegalStateException e) {
            gone = true;
        }
    }
}
