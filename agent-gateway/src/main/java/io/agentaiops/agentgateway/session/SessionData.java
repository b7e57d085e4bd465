package io.agentaiops.agentgateway.session;

import io.agentaiops.agentgateway.privacy.PersonalData;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.agentgateway.run.RunView;
import io.agentaiops.agentgateway.run.StepStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** Somebody's conversations with all that belongs to them: runs, steps and events go with their session. */
@ApplicationScoped
class SessionData implements PersonalData {

    private static final int PAGE = 50;
    private static final int MOST_RUNS = 10_000;

    private final Jdbi jdbi;
    private final SessionStore sessions;
    private final RunStore runs;
    private final StepStore steps;

    SessionData(Jdbi jdbi, SessionStore sessions, RunStore runs, StepStore steps) {
        this.jdbi = jdbi;
        this.sessions = sessions;
        this.runs = runs;
        this.steps = steps;
    }

    /** A conversation as it is handed over. */
    record Exported(String id, String title, Instant createdAt, Instant updatedAt, List<RunView> runs) {
        @Override
        public String toString() {
            return "Exported[" + id + "]";
        }
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public void export(String principal, Consumer<Object> each) {
        SessionCursor before = SessionCursor.START;
        List<Session> page;
        do {
            page = sessions.of(principal, before, PAGE);
            for (Session session : page) {
                each.accept(exported(session));
                before = SessionCursor.after(session);
            }
        } while (page.size() == PAGE);
    }

    private Exported exported(Session session) {
        List<RunView> all = runs.ofSession(session.id(), MOST_RUNS).stream()
                .map(run -> RunView.of(run, steps.of(run.id())))
                .toList();
        return new Exported(session.id(), session.title(), session.createdAt(), session.updatedAt(), all);
    }

    @Override
    public long erase(String principal) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from session where principal = :principal")
                        .bind("principal", principal)
                        .execute()
                + handle.createUpdate("delete from run where principal = :principal")
                        .bind("principal", principal)
                        .execute());
    }
}
