package io.agentaiops.agentgateway.query;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.query.QueryAcceptor.ConcurrentQuestion;
import io.agentaiops.agentgateway.query.QueryAcceptor.Outcome;
import io.agentaiops.agentgateway.query.QueryAcceptor.Question;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Limits;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunConfig;
import io.agentaiops.agentgateway.run.RunEventStream;
import io.agentaiops.agentgateway.run.RunView;
import io.agentaiops.agentgateway.run.RunWaiting;
import io.agentaiops.agentgateway.run.SseRoute;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions: answered at once (202), after a while ({@code Prefer: wait=N}), or as a stream of events. */
@Path("/api/v1/queries")
@RolesAllowed("viewer")
@RunOnVirtualThread
class QueryResource {

    private static final int MAX_CHARS = 32_000;
    private static final String PRINTABLE = "\\P{Cntrl}*";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    /** What a run may take at most; what is left out is as configured. */
    record LimitsWish(
            @Nullable @PositiveOrZero Integer steps,
            @Nullable @PositiveOrZero Integer toolCalls,
            @Nullable @PositiveOrZero Long tokens,
            @Nullable @Positive Long seconds) {}

    /** A question as it comes in. */
    record Query(
            @NotBlank(message = "must say what is asked") String text,

            @Nullable @Size(max = 64) @Pattern(regexp = PRINTABLE, message = "must not hold control characters")
            String sessionId,

            @Nullable @Size(max = 200) @Pattern(regexp = PRINTABLE, message = "must not hold control characters")
            String model,

            @Nullable @Pattern(regexp = "auto|model|runbook", message = "must be auto, model or runbook")
            String mode,

            @Nullable @Valid LimitsWish limits) {

        @Override
        public String toString() {
            return "Query[]";
        }
    }

    /** Where to find the answer. */
    record Receipt(String runId, String sessionId, Map<String, String> links) {}

    private final QueryAcceptor acceptor;
    private final RunWaiting waiting;
    private final RunEventStream stream;
    private final RunLimits limits;
    private final RunConfig config;
    private final SecurityIdentity identity;

    QueryResource(
            QueryAcceptor acceptor,
            RunWaiting waiting,
            RunEventStream stream,
            RunLimits limits,
            RunConfig config,
            SecurityIdentity identity) {
        this.acceptor = acceptor;
        this.waiting = waiting;
        this.stream = stream;
        this.limits = limits;
        this.config = config;
        this.identity = identity;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response ask(
            @NotNull @Valid Query query,
            @HeaderParam("Prefer") @Nullable String prefer,
            @HeaderParam("Idempotency-Key") @Nullable @Size(max = 200) String idempotencyKey) {
        Run run = accept(query, idempotencyKey);
        return Preference.wait(prefer, LONGEST_WAIT)
                .flatMap(limit -> waiting.await(run.id(), limit))
                .map(view ->
                        Response.ok(view).header("Preference-Applied", "wait").build())
                .orElseGet(() -> Response.accepted(
                                new Receipt(run.id(), run.sessionId(), RunView.links(run.id(), run.sessionId())))
                        .location(URI.create("/api/v1/runs/" + run.id()))
                        .build());
    }

    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void follow(
            @NotNull @Valid Query query,
            @HeaderParam("Idempotency-Key") @Nullable @Size(max = 200) String idempotencyKey,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServerResponse response) {
        Run run = accept(query, idempotencyKey);
        stream.play(run.id(), 0, new SseRoute(sink, sse, response, config.stalledReader()));
    }

    private Run accept(Query query, @Nullable String idempotencyKey) {
        if (query.text().length() > MAX_CHARS) {
            throw Problem.tooLarge(
                    "text-too-long",
                    "text has " + query.text().length() + " characters; at most " + MAX_CHARS + " are taken.");
        }
        AnswerMode mode = query.mode() == null ? AnswerMode.AUTO : AnswerMode.of(query.mode());
        Question question = new Question(
                query.text(), query.sessionId(), query.model(), mode, idempotencyKey, limits(query.limits()));
        return switch (accept(question)) {
            case Outcome.Accepted accepted -> accepted.run();
            case Outcome.UnknownSession unknown ->
                throw Problem.notFound("session-unknown", "There is no session with the id " + query.sessionId() + ".");
            case Outcome.ExpiredSession expired ->
                throw Problem.gone(
                        "session-expired",
                        "Nothing was asked in this session for too long. Leave sessionId out to begin a new one.");
            case Outcome.KeyReused reused ->
                throw Problem.of(
                        422,
                        "idempotency-key-reused",
                        "Unprocessable content",
                        "This Idempotency-Key stands for another question of yours.");
        };
    }

    private Limits limits(@Nullable LimitsWish wish) {
        return wish == null
                ? limits.configured()
                : limits.atMost(wish.steps(), wish.toolCalls(), wish.tokens(), wish.seconds());
    }

    private Outcome accept(Question question) {
        Caller caller = new Caller(identity.getPrincipal().getName(), identity.getRoles());
        try {
            return acceptor.accept(question, caller);
        } catch (ConcurrentQuestion e) {
            return acceptor.accept(question, caller);
        }
    }
}
