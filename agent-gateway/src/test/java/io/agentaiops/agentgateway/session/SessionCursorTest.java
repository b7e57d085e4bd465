package io.agentaiops.agentgateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SessionCursorTest {

    private static final String ID = "0199f2a8-7c1e-7d3a-8b9c-0123456789ab";

    @Property
    void aCursorComesBackAsItWas(@ForAll @LongRange(min = 0, max = 4_000_000_000_000_000L) long micros) {
        SessionCursor cursor = new SessionCursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ID);

        assertThat(SessionCursor.parse(cursor.text())).contains(cursor);
    }

    @Test
    void nothingIsTheStartAndNonsenseIsRefused() {
        assertThat(SessionCursor.parse(null)).isPresent();
        assertThat(SessionCursor.parse("")).isPresent();
        assertThat(SessionCursor.parse("12_x")).isEmpty();
        assertThat(SessionCursor.parse("1; drop table session")).isEmpty();
    }
}
