package io.agentaiops.agentgateway.session;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.hold.ActivityHold;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Begins, finds and removes conversations; other people's do not exist. */
@ApplicationScoped
public class Sessions {

    private static final int TITLE_CHARS = 80;
    private static final int BATCH = 500;

    private final SessionStore store;
    private final Audit audit;
    private final Clock clock;
    private final SessionConfig config;
    private final ActivityHold hold;

    Sessions(SessionStore store, Audit audit, Clock clock, SessionConfig config, ActivityHold hold) {
        this.store = store;
        this.hold = hold;
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

    /** How many sessions are a day or more beyond their term and under no hold. */
    public long beyondTerm() {
        Instant before = clock.instant().minus(config.keep()).minus(Duration.ofDays(1));
        return hold.stands() ? 0 : store.countLeft(before);
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

    /**
     * The caller's own sessions whose titles hold all the words, the one used last first. Titles are sealed, so they are
     * opened batch by batch instead of searched where they lie.
     */
    List<Session> of(Caller caller, String words, SessionCursor before, int limit) {
        List<String> wanted = Stream.of(words.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        List<Session> found = new ArrayList<>();
        SessionCursor cursor = before;
        while (found.size() < limit) {
            int size = wanted.isEmpty() ? limit : BATCH;
            List<Session> batch = store.of(caller.principal(), cursor, size);
            batch.stream()
                    .filter(session -> holds(session.title().toLowerCase(Locale.ROOT), wanted))
                    .limit(limit - found.size())
                    .forEach(found::add);
            if (batch.size() < size) {
                return found;
            }
            cursor = SessionCursor.after(batch.getLast());
        }
        return found;
    }

    private static boolean holds(String title, List<String> words) {
        return words.stream().allMatch(title::contains);
    }

    /** Refused while a legal hold stands. */
    @Transactional
    void delete(Session session, Caller caller) {
        hold.refuse();
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
