package io.agentaiops.alertrouter.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.grouping.FlushPolicy.Members;
import io.agentaiops.alertrouter.notification.NotificationReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlushPolicyTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Duration REPEAT = Duration.ofHours(4);
    private static final Fingerprint A = new Fingerprint("000000000000000a");
    private static final Fingerprint B = new Fingerprint("000000000000000b");

    private static Optional<NotificationReason> decide(Members members, Set<Fingerprint> told, Instant now) {
        return FlushPolicy.decide(members, told, NOON, REPEAT, now);
    }

    private static Members members(Set<Fingerprint> firing, Set<Fingerprint> suppressed, Set<Fingerprint> resolved) {
        return new Members(firing, suppressed, resolved);
    }

    @Test
    void firstAlertIsTold() {
        assertThat(FlushPolicy.decide(members(Set.of(A), Set.of(), Set.of()), Set.of(), null, REPEAT, NOON))
                .contains(NotificationReason.FIRST);
    }

    @Test
    void nothingNewIsNotTold() {
        assertThat(decide(members(Set.of(A), Set.of(), Set.of()), Set.of(A), NOON.plusSeconds(60)))
                .isEmpty();
    }

    @Test
    void anotherAlertIsTold() {
        assertThat(decide(members(Set.of(A, B), Set.of(), Set.of()), Set.of(A), NOON.plusSeconds(60)))
                .contains(NotificationReason.NEW_ALERTS);
    }

    @Test
    void endIsToldOnceToThoseWhoKnowTheBeginning() {
        Members over = members(Set.of(), Set.of(), Set.of(A));

        assertThat(decide(over, Set.of(A), NOON.plusSeconds(60))).contains(NotificationReason.ALL_RESOLVED);
        assertThat(FlushPolicy.toldAfter(over, Set.of(A), true)).isEmpty();
        assertThat(decide(over, Set.of(), NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void endOfSomeIsTold() {
        assertThat(decide(members(Set.of(B), Set.of(), Set.of(A)), Set.of(A, B), NOON.plusSeconds(60)))
                .contains(NotificationReason.SOME_RESOLVED);
    }

    @Test
    void silencedAlertIsNotToldAndIsNoNewsWhenItComesBack() {
        Members silenced = members(Set.of(), Set.of(A), Set.of());

        assertThat(decide(silenced, Set.of(), NOON)).isEmpty();
        Set<Fingerprint> told = FlushPolicy.toldAfter(silenced, Set.of(A), false);
        assertThat(decide(members(Set.of(A), Set.of(), Set.of()), told, NOON.plusSeconds(60)))
                .isEmpty();
    }

    @Test
    void whatStillFiresIsRepeatedAfterTheInterval() {
        Members firing = members(Set.of(A), Set.of(), Set.of());

        assertThat(decide(firing, Set.of(A), NOON.plus(REPEAT).minusMillis(1))).isEmpty();
        assertThat(decide(firing, Set.of(A), NOON.plus(REPEAT))).contains(NotificationReason.REPEAT);
    }
}
