package io.agentaiops.agentgateway.run;

import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Brings the events of a run to a client as server-sent events; each has its sequence number as id. One event is on its
 * way at a time. A client that does not take it in time is cut off: what it missed waits in the journal.
 */
public final class SseRoute implements RunEventStream.Follower {

    private final SseEventSink sink;
    private final Sse sse;
    private final HttpServerResponse response;
    private final Duration stalled;
    private boolean gone;

    /**
     * The way to the client of that sink.
     *
     * @param stalled a client that takes nothing for so long is cut off
     */
    public SseRoute(SseEventSink sink, Sse sse, HttpServerResponse response, Duration stalled) {
        this.sink = sink;
        this.sse = sse;
        this.response = response;
        this.stalled = stalled;
        // Proxies must neither keep events back to compress or batch them, nor keep what people said.
        response.putHeader("Cache-Control", "no-store, no-transform");
        response.putHeader("X-Accel-Buffering", "no");
    }

    @Override
    public boolean isThere() {
        return !gone && !sink.isClosed();
    }

    @Override
    public void take(RunEvent event) {
        if (isThere()) {
            OutboundSseEvent.Builder told = sse.newEventBuilder()
                    .name(event.name())
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(String.class, event.data());
            // What passes by has no number: a client that comes back asks for what follows the last one that has.
            send(
                    event.sequence() == 0
                            ? told.build()
                            : told.id(Long.toString(event.sequence())).build());
        }
    }

    @Override
    public void idle() {
        send(sse.newEventBuilder().comment("still here").build());
    }

    @Override
    public void close() {
        sink.close();
    }

    private void send(OutboundSseEvent event) {
        try {
            sink.send(event).toCompletableFuture().get(stalled.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            gone = true;
            // Ending the response would wait behind what the client does not read.
            response.reset();
        } catch (ExecutionException | IllegalStateException e) {
            gone = true;
        } catch (InterruptedException e) {
            gone = true;
            Thread.currentThread().interrupt();
        }
    }
}
