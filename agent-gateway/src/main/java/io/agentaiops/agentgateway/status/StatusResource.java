package io.agentaiops.agentgateway.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The dashboard's data: once, or again at every change. */
@Path("/api/v1/status")
@RolesAllowed("viewer")
@RunOnVirtualThread
class StatusResource {

    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(15);

    private final StatusBoard board;
    private final StatusHistory history;
    private final ObjectMapper json;
    private final Clock clock;

    StatusResource(StatusBoard board, StatusHistory history, ObjectMapper json, Clock clock) {
        this.board = board;
        this.history = history;
        this.json = json;
        this.clock = clock;
    }

    /** What the board showed, oldest first, in stretches of so many minutes; a week is kept. */
    record History(int minutes, List<StatusHistory.Point> points) {}

    @GET
    public StatusView now() {
        return board.now().view();
    }

    @GET
    @Path("/history")
    public History history(
            @QueryParam("hours") @DefaultValue("24") @Min(1) @Max(168) int hours,
            @QueryParam("minutes") @DefaultValue("15") @Min(1) @Max(1440) int minutes) {
        return new History(minutes, history.since(clock.instant().minus(Duration.ofHours(hours)), minutes));
    }

    /** Event {@code status}: the whole board, at the start, at every change and at least every 15 seconds. */
    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse sse, @Context RoutingContext request)
            throws JsonProcessingException {
        // Whoever leaves is noticed at once, and not at the next event: a gateway that is to stop waits for its
        // requests.
        AtomicReference<@Nullable Thread> follower = new AtomicReference<>(Thread.currentThread());
        request.addEndHandler(ended -> {
            Thread waiting = follower.getAndSet(null);
            if (waiting != null) {
                waiting.interrupt();
            }
        });
        try (sink) {
            try {
                tell(sink, sse);
            } finally {
                follower.set(null);
            }
        } catch (CompletionException | IllegalStateException e) {
            // the client has gone
        } catch (InterruptedException e) {
            // the client has gone while there was nothing to tell
        }
    }

    private void tell(SseEventSink sink, Sse sse) throws JsonProcessingException, InterruptedException {
        while (!sink.isClosed()) {
            StatusBoard.Numbered shown = board.now();
            sink.send(sse.newEventBuilder()
                            .id(Long.toString(shown.version()))
                            .name("status")
                            .mediaType(MediaType.TEXT_PLAIN_TYPE)
                            .data(String.class, json.writeValueAsString(shown.view()))
                            .build())
                    .toCompletableFuture()
                    .join();
            board.awaitNewer(shown.version(), AT_LEAST_EVERY);
        }
    }
}
