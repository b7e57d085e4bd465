package io.agentaiops.opsscheduler.log;

import io.agentaiops.logmining.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The kinds of messages that reviews have seen, in PostgreSQL. */
@ApplicationScoped
class LogBaseline {

    /** So many kinds are compared with, those seen last. */
    private static final int MOST = 20_000;

    private static final int LONGEST_TEXT = 1000;

    /** A kind of message and when a review saw it first and last. */
    record Known(Template template, String example, Instant firstSeen, Instant lastSeen) {}

    private final Jdbi jdbi;

    LogBaseline(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What is known, that seen first first. */
    List<Known> known() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from (select * from log_template order by last_seen desc limit :most) recent
                        order by id""")
                .bind("most", MOST)
                .map((row, context) -> known(row))
                .list());
    }

    /**
     * Writes down what a review saw, each text once, for they travel as one statement; what is known already keeps the time
     * when it was seen first.
     */
    void saw(List<Known> seen) {
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into log_template (text, words, example, first_seen, last_seen)
                    values (:text, :words, :example, :firstSeen, :lastSeen)
                    on conflict (text) do update set last_seen = greatest(log_template.last_seen, excluded.last_seen)""");
            Map<String, Known> byText = new LinkedHashMap<>();
            seen.forEach(kind -> byText.putIfAbsent(cut(kind.template().text()), kind));
            byText.forEach((text, kind) -> {
                batch.bind("text", text)
                        .bindArray(
                                "words", String.class, kind.template().words().toArray())
                        .bind("example", cut(kind.example()))
                        .bind("firstSeen", kind.firstSeen())
                        .bind("lastSeen", kind.lastSeen())
                        .add();
            });
            batch.execute();
        });
    }

    private static String cut(String text) {
        String clean = text.replace('\0', '\uFFFD');
        return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                new Template(List.of((String[]) row.getArray("words").getArray())),
                row.getString("example"),
                row.getTimestamp("first_seen").toInstant(),
                row.getTimestamp("last_seen").toInstant());
    }
}
