package io.agentaiops.agentgateway.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.model.OllamaHosts;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Downloads of models: started, followed over server-sent events from any replica, stopped. */
@Path("/api/v1/models")
@RolesAllowed("admin")
@RunOnVirtualThread
class PullResource {

    private static final long LOOK_EVERY_MILLIS = 500;
    private static final int COMMENT_EVERY = 20;

    /**
     * What to download.
     *
     * @param model as for {@code ollama pull}
     * @param host one of our Ollamas; null for all of them
     */
    record Wish(
            @NotNull
            @Size(max = 200)
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9._/-]*(:[A-Za-z0-9._-]+)?",
                    message = "must be a model such as llama3.2:3b")
            String model,

            @Nullable @Size(max = 300) String host) {}

    /** Downloads, the newest first. */
    record PullList(List<Pull> items) {}

    private final ModelPulls pulls;
    private final OllamaHosts hosts;
    private final ObjectMapper json;
    private final SecurityIdentity identity;

    PullResource(ModelPulls pulls, OllamaHosts hosts, ObjectMapper json, SecurityIdentity identity) {
        this.pulls = pulls;
        this.hosts = hosts;
        this.json = json;
        this.identity = identity;
    }

    @POST
    @Path("/pull")
    @Produces(MediaType.APPLICATION_JSON)
    public Response pull(@NotNull @Valid Wish wish) {
        Pull pull = start(wish);
        return Response.accepted(pull)
                .location(URI.create("/api/v1/models/pulls/" + pull.id()))
                .build();
    }

    @POST
    @Path("/pull")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void pullAndFollow(@NotNull @Valid Wish wish, @Context SseEventSink sink, @Context Sse sse) {
        follow(start(wish).id(), sink, sse);
    }

    @GET
    @Path("/pulls")
    @Produces(MediaType.APPLICATION_JSON)
    public PullList list(@QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return new PullList(pulls.newest(limit));
    }

    @GET
    @Path("/pulls/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Pull get(String id) {
        return known(id);
    }

    @GET
    @Path("/pulls/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(String id, @Context SseEventSink sink, @Context Sse sse) {
        follow(known(id).id(), sink, sse);
    }

    @DELETE
    @Path("/pulls/{id}")
    public void cancel(String id) {
        if (!pulls.cancel(known(id), identity.getPrincipal().getName())) {
            throw Problem.conflict("pull-ended", "The download " + id + " has ended already.");
        }
    }

    private Pull start(Wish wish) {
        String host = wish.host();
        if (host != null && hosts.byUrl(host).isEmpty()) {
            throw Problem.badRequest(
                    "host-unknown",
                    "host must be one of "
                            + hosts.all().stream().map(known -> known.url()).toList() + ", or left out for all.");
        }
        return pulls.start(wish.model(), host, identity.getPrincipal().getName());
    }

    private Pull known(String id) {
        return pulls.find(id)
                .orElseThrow(() -> Problem.notFound("pull-unknown", "There is no download with the id " + id + "."));
    }

    /** Tells each change until the end. What is told is read from the database, so any replica can tell it. */
    private void follow(String id, SseEventSink sink, Sse sse) {
        try (sink) {
            String told = "";
            int quiet = 0;
            while (!sink.isClosed()) {
                Pull pull = known(id);
                String now = json.writeValueAsString(pull);
                boolean end = pull.state().isEnd();
                if (!now.equals(told)) {
                    sink.send(sse.newEventBuilder()
                                    .name(end ? "done" : "progress")
                                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                                    .data(String.class, now)
                                    .build())
                            .toCompletableFuture()
                            .join();
                    told = now;
                } else if (++quiet % COMMENT_EVERY == 0) {
                    sink.send(sse.newEventBuilder().comment("").build())
                            .toCompletableFuture()
                            .join();
                }
                if (end) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (CompletionException | IllegalStateException e) {
            // The follower has gone; the download goes on without it.
            return;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
