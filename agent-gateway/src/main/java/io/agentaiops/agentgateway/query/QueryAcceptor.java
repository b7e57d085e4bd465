package io.agentaiops.agentgateway.query;

import io.agentaiops.agentgateway.agent.Agent;
import io.agentaiops.agentgateway.evidence.Evidence;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Limits;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunAnnouncements;
import io.agentaiops.agentgateway.run.RunState;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.agentgateway.run.Usage;
import io.agentaiops.agentgateway.session.Session;
import io.agentaiops.agentgateway.session.Sessions;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes questions in: the run, its session and its event in one commit, and the agent started right after it. */
@ApplicationScoped
public class QueryAcceptor {

    /** Time for this replica to begin before a sweeper looks for the run. */
    private static final Duration HEAD_START = Duration.ofSeconds(5);

    /**
     * A question.
     *
     * @param text what is asked
     * @param sessionId the conversation to go on with; null begins a new one
     * @param model the model to answer, when one is named
     * @param mode how to answer
     * @param idempotencyKey names this question, so that asking again gives the same run
     * @param limits what its run may take; null for what is configured
     */
    public record Question(
            String text,
            @Nullable String sessionId,
            @Nullable String model,
            AnswerMode mode,
            @Nullable String idempotencyKey,
            @Nullable Limits limits) {

        /** A question within the configured limits. */
        public Question(
                String text,
                @Nullable String sessionId,
                @Nullable String model,
                AnswerMode mode,
                @Nullable String idempotencyKey) {
            this(text, sessionId, model, mode, idempotencyKey, null);
        }

        @Override
        public String toString() {
            return "Question[" + mode + "]";
        }
    }

    /** What became of a question. */
    public sealed interface Outcome {
        /** There is a run for it, new or from before. */
        record Accepted(Run run) implements Outcome {}

        /** There is no such session, or it is somebody else's. */
        record UnknownSession() implements Outcome {}

        /** Nobody asked anything in the session for so long that it is over. */
        record ExpiredSession() implements Outcome {}

        /** The idempotency key stands for another question. */
        record KeyReused() implements Outcome {}
    }

    private final Sessions sessions;
    private final RunStore runs;
    private final RunAnnouncements announcements;
    private final Agent agent;
    private final RunLimits limits;
    private final Audit audit;
    private final Clock clock;

    QueryAcceptor(
            Sessions sessions,
            RunStore runs,
            RunAnnouncements announcements,
            Agent agent,
            RunLimits limits,
            Audit audit,
            Clock clock) {
        this.sessions = sessions;
        this.runs = runs;
        this.announcements = announcements;
        this.agent = agent;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    /** Stores the question and starts its run. */
    @Transactional
    public Outcome accept(Question question, Caller caller) {
        String key = question.idempotencyKey();
        Optional<Run> before = key == null ? Optional.empty() : runs.byIdempotencyKey(caller.principal(), key);
        if (before.isPresent()) {
            return same(question, before.get());
        }
        String sessionId = question.sessionId();
        Optional<Session> session = sessionId == null
                ? Optional.of(sessions.begin(caller, question.text()))
                : sessions.find(sessionId, caller);
        if (session.isEmpty()) {
            return new Outcome.UnknownSession();
        }
        if (sessions.isExpired(session.get())) {
            return new Outcome.ExpiredSession();
        }
        Run run = run(question, session.get(), caller);
        if (!runs.insert(run, key, run.acceptedAt().plus(HEAD_START))) {
            // Somebody used the key in the very same moment; the new session, if any, goes with the roll-back.
            throw new ConcurrentQuestion();
        }
        sessions.asked(session.get(), question.text());
        announcements.accepted(run);
        audit.record(caller.principal(), "query.accept", run.id(), "allowed", Map.of("session", run.sessionId()));
        agent.start(run.id());
        return new Outcome.Accepted(run);
    }

    /** Two requests with one idempotency key at once: ask again, and the first one's run is found. */
    static final class ConcurrentQuestion extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static Outcome same(Question question, Run before) {
        return before.question().equals(question.text()) ? new Outcome.Accepted(before) : new Outcome.KeyReused();
    }

    private Run run(Question question, Session session, Caller caller) {
        Instant now = clock.instant();
        Limits wished = question.limits();
        Limits granted = wished == null ? limits.configured() : wished;
        return new Run(
                Ids.next(),
                session.id(),
                caller,
                question.mode(),
                question.model(),
                question.text(),
                new RunState.Queued(),
                null,
                null,
                null,
                null,
                List.of(),
                Evidence.NONE,
                Usage.NONE,
                granted,
                null,
                now,
                null,
                null,
                now.plus(granted.time()),
                0);
    }
}
