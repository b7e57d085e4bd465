package io.agentaiops.agentgateway.session;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Begins, finds and removes conversations; other people's do not exist. */
@ApplicationScoped
public class Sessions {

    private static final int TITLE_CHARS = 80;

    private final SessionStore store;
    private final Audit audit;
    private final Clock clock;
    private final SessionConfig config;

    Sessions(SessionStore store, Audit audit, Clock clock, SessionConfig config) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        this.config = config;
    }

    /** Whether nobody asked anything in it for so long that it is over: it can be read, not gone on with. */
    public boolean isExpired(Session session) {
        return session.updatedAt().isBefore(clock.instant().minus(config.idleTimeout()));
    }

    /** How many sessions there are. */
    public SessionCounts counts() {
        Instant now = clock.instant();
        return store.counts(now.minus(config.activeFor()), now.minus(config.idleTimeout()));
    }

    /** A new session. */
    @Transactional
    public Session begin(Caller caller, String title) {
        Instant now = clock.instant();
        Session session = new Session(Ids.next(), caller.principal(), shorten(title), now, now);
        store.insert(session);
        return session;
    }

    /** The session, if it is there and that caller's. */
    public Optional<Session> find(String id, Caller caller) {
        return store.find(id).filter(session -> session.belongsTo(caller));
    }

    /** Notes that something was asked; in the transaction of the question. */
    @Transactional
    public void asked(Session session, String question) {
        String title = session.title().isEmpty() ? shorten(question) : session.title();
        store.asked(session, title, clock.instant());
    }

    List<Session> of(Caller caller, SessionCursor before, int limit) {
        return store.of(caller.principal(), before, limit);
    }

    @Transactional
    void delete(Session session, Caller caller) {
        store.delete(session.id());
        audit.record(caller.principal(), "session.delete", session.id(), "succeeded", Map.of());
    }

    private static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= TITLE_CHARS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, TITLE_CHARS - 1))) + "…";
    }
}
