package io.agentaiops.alertrouter.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.eventbus.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** News that come together, seen by the transaction that takes them in only, so that no timer escalates. */
@QuarkusTest
class IncidentKeeperIT {

    private static final Instant START = Instant.parse("2026-05-04T07:00:00Z");

    @Inject
    IncidentKeeper keeper;

    @Inject
    Jdbi jdbi;

    private final String thisCase = Ids.next();

    private IncidentAlert news(String name, AlertState state, int second) {
        return new IncidentAlert(
                name + "-" + thisCase,
                Labels.of(Map.of("alertname", "Together", "page", "yes", "case", thisCase, "host", name)),
                Map.of("summary", name),
                state,
                START,
                START.plusSeconds(second));
    }

    private <T> T after(List<IncidentAlert> news, Supplier<T> seen) {
        QuarkusTransaction.begin();
        try {
            keeper.heard(news);
            return seen.get();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    /** Whether each incident of the case is over, the oldest first. */
    private List<Boolean> incidents() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select closed_at is not null from incident where labels like :case order by id")
                .bind("case", "%" + thisCase + "%")
                .mapTo(Boolean.class)
                .list());
    }

    private List<String> timeLine() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select kind from incident_entry where incident_id in (
                            select id from incident where labels like :case)
                        and kind in ('opened', 'fires', 'suppressed', 'resolved', 'closed') order by seq
                        """)
                .bind("case", "%" + thisCase + "%")
                .mapTo(String.class)
                .list());
    }

    @Test
    void stormOfOneKindIsOneIncidentWithAnEntryForEachAlert() {
        List<IncidentAlert> storm = IntStream.range(0, 500)
                .mapToObj(i -> news("host-" + i, AlertState.FIRING, 1))
                .toList();

        assertThat(after(storm, this::incidents)).containsExactly(false);
        assertThat(after(storm, this::timeLine)).hasSize(501).startsWith("opened", "fires");
    }

    @Test
    void endOfTheLastAlertOfABatchIsTheEndOfTheIncident() {
        List<IncidentAlert> news = List.of(
                news("a", AlertState.FIRING, 1),
                news("b", AlertState.FIRING, 1),
                news("a", AlertState.RESOLVED, 2),
                news("b", AlertState.RESOLVED, 3));

        assertThat(after(news, this::incidents)).containsExactly(true);
        assertThat(after(news, this::timeLine))
                .containsExactly("opened", "fires", "fires", "resolved", "resolved", "closed");
    }

    @Test
    void alertThatComesBackAfterTheEndOpensAnotherIncident() {
        List<IncidentAlert> news = List.of(
                news("a", AlertState.FIRING, 1),
                news("a", AlertState.RESOLVED, 2),
                news("a", AlertState.FIRING, 3),
                news("b", AlertState.FIRING, 3));

        assertThat(after(news, this::incidents)).containsExactly(true, false);
        assertThat(after(news, this::timeLine))
                .containsExactly("opened", "fires", "resolved", "closed", "opened", "fires", "fires");
    }

    @Test
    void endBesideAnotherThatBeginsKeepsTheIncident() {
        List<IncidentAlert> news = List.of(
                news("a", AlertState.FIRING, 1),
                news("b", AlertState.FIRING, 2),
                news("a", AlertState.RESOLVED, 3),
                news("c", AlertState.FIRING, 4),
                news("b", AlertState.SUPPRESSED, 5));

        assertThat(after(news, this::incidents)).containsExactly(false);
        assertThat(after(news, this::timeLine))
                .containsExactly("opened", "fires", "fires", "resolved", "fires", "suppressed");
    }

    @Test
    void newsThatComeAgainOrTooLateChangeNothing() {
        List<IncidentAlert> first = List.of(news("a", AlertState.FIRING, 5), news("b", AlertState.FIRING, 5));
        List<IncidentAlert> all = new ArrayList<>(first);
        all.addAll(first);
        all.add(news("b", AlertState.RESOLVED, 4));

        assertThat(after(all, this::timeLine)).containsExactly("opened", "fires", "fires");
        assertThat(after(all, this::incidents)).containsExactly(false);
    }
}
