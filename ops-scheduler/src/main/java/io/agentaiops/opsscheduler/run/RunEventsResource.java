package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A run's changes as they happen: {@code step} for each, {@code done} with the whole run at the end. */
@Path("/api/v1/operations/{runId}/events")
@RolesAllowed("viewer")
public class RunEventsResource {

    private final RunStore store;
    private final RunFollower follower;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    RunEventsResource(RunStore store, RunFollower follower) {
        this.store = store;
        this.follower = follower;
    }

    /** Follows a run; {@code Last-Event-ID} says what the client knows already. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            @PathParam("runId") String runId,
            @HeaderParam("Last-Event-ID") @DefaultValue("0") String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse) {
        UUID id = RunIds.parse(runId)
                .filter(known -> store.find(known).isPresent())
                .orElseThrow(() -> Problem.notFound("run-unknown", "There is no run " + runId));
        threads.execute(() -> follow(id, number(lastEventId), new Client(sink, sse)));
    }

    private void follow(UUID runId, long from, Client client) {
        try (SseEventSink open = client.sink()) {
            follower.follow(runId, from, client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CompletionException | IllegalStateException e) {
            // the client has gone; it may come back with its last event id
        }
    }

    private record Client(SseEventSink sink, Sse sse) implements RunFollower.Listener {

        @Override
        public boolean isGone() {
            return sink.isClosed();
        }

        @Override
        public void changed(long id, RunFollower.Change change) {
            send(event("step", id, change));
        }

        @Override
        public void done(long id, RunView run) {
            send(event("done", id, run));
        }

        @Override
        public void idle() {
            send(sse.newEventBuilder().comment("still here").build());
        }

        private OutboundSseEvent event(String name, long id, Object data) {
            return sse.newEventBuilder()
                    .name(name)
                    .id(Long.toString(id))
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(data)
                    .build();
        }

        private void send(OutboundSseEvent event) {
            sink.send(event).toCompletableFuture().join();
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
