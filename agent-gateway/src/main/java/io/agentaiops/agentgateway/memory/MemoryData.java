package io.agentaiops.agentgateway.memory;

import io.agentaiops.agentgateway.privacy.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** What is remembered of somebody's conversations: a summary and facts for each. */
@ApplicationScoped
class MemoryData implements PersonalData {

    private static final String SESSIONS = """
            select m.session_id from session_memory m join session s on s.id = m.session_id
            where s.principal = :principal order by m.session_id
            """;

    private final Jdbi jdbi;
    private final MemoryStore store;

    MemoryData(Jdbi jdbi, MemoryStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    /** What is handed over of one conversation. */
    record Exported(String sessionId, String summary, List<Fact> facts) {
        @Override
        public String toString() {
            return "Exported[" + sessionId + "]";
        }
    }

    @Override
    public String name() {
        return "memories";
    }

    @Override
    public void export(String principal, Consumer<Object> each) {
        List<String> sessions = jdbi.withHandle(handle -> handle.createQuery(SESSIONS)
                .bind("principal", principal)
                .mapTo(String.class)
                .list());
        for (String session : sessions) {
            Notes notes = store.find(session).notes();
            each.accept(new Exported(session, notes.summary(), notes.facts()));
        }
    }

    /** Goes with its session. */
    @Override
    public long erase(String principal) {
        return 0;
    }
}
