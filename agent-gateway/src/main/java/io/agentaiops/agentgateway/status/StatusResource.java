package io.agentaiops.agentgateway.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** The dashboard's data: once, or again at every change. */
@Path("/api/v1/status")
@RolesAllowed("viewer")
@RunOnVirtualThread
class StatusResource {

    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(15);

    private final StatusBoard board;
    private final ObjectMapper json;

    StatusResource(StatusBoard board, ObjectMapper json) {
        this.board = board;
        this.json = json;
    }

    @GET
    public StatusView now() {
        return board.now().view();
    }

    /** Event {@code status}: the whole board, at the start, at every change and at least every 15 seconds. */
    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse sse) throws JsonProcessingException {
        try (sink) {
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
        } catch (CompletionException | IllegalStateException e) {
            // the client has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
