package io.agentaiops.agentgateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PreferenceTest {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    @Test
    void aWaitIsUnderstoodAmongOtherPreferences() {
        assertThat(Preference.wait("wait=30", LONGEST)).contains(Duration.ofSeconds(30));
        assertThat(Preference.wait("respond-async, wait=5", LONGEST)).contains(Duration.ofSeconds(5));
        assertThat(Preference.wait("WAIT = \"7\"", LONGEST)).contains(Duration.ofSeconds(7));
    }

    @Test
    void aWaitIsNeverLongerThanAllowed() {
        assertThat(Preference.wait("wait=99999", LONGEST)).contains(LONGEST);
    }

    @Test
    void whatIsNotUnderstoodIsIgnored() {
        assertThat(Preference.wait(null, LONGEST)).isEmpty();
        assertThat(Preference.wait("wait=soon", LONGEST)).isEmpty();
        assertThat(Preference.wait("await=3", LONGEST)).isEmpty();
        assertThat(Preference.wait("wait=-3", LONGEST)).isEmpty();
    }
}
