package io.agentaiops.agentgateway.passthrough;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer that is written piece by piece. Each write waits until the piece is on its way, so that a slow client slows
 * its own stream down and nothing piles up in memory. Use it on a virtual thread.
 */
public final class StreamedReply {

    private final HttpServerResponse response;
    private final Duration patience;
    private volatile boolean gone;

    StreamedReply(HttpServerResponse response, String type, Duration patience) {
        this.response = response;
        this.patience = patience;
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("X-Accel-Buffering", "no");
    }

    /** Runs the action when the client leaves before the end; at once if it has left already. */
    public void onLeaving(Runnable action) {
        response.closeHandler(closed -> {
            if (!response.ended()) {
                gone = true;
                action.run();
            }
        });
        if (response.closed()) {
            gone = true;
            action.run();
        }
    }

    /** Whether anybody still listens. */
    public boolean isThere() {
        return !gone && !response.closed();
    }

    /** Writes a piece; a client that does not take it in time is taken to have left. */
    public void write(String piece) {
        if (!isThere()) {
            return;
        }
        try {
            response.write(piece)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            gone = true;
        } catch (TimeoutException e) {
            gone = true;
            response.reset();
        } catch (InterruptedException e) {
            gone = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the answer. */
    public void end() {
        if (isThere()) {
            response.end();
        }
    }
}
