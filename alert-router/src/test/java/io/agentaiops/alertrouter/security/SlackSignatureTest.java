package io.agentaiops.alertrouter.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The example of Slack's own documentation. */
class SlackSignatureTest {

    private static final String BODY =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                    + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                    + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                    + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private static final Instant THEN = Instant.ofEpochSecond(1_531_420_618L);

    private final SlackSignature slack = new SlackSignature("8f742231b10e8888abcd99yyyzzz85a5");

    @Test
    void signatureOfSlackIsAccepted() {
        assertThat(slack.matches("1531420618", SIGNATURE, BODY, THEN)).isTrue();
    }

    @Test
    void anythingElseIsNot() {
        assertThat(slack.matches("1531420618", SIGNATURE, BODY + "x", THEN)).isFalse();
        assertThat(slack.matches("1531420619", SIGNATURE, BODY, THEN)).isFalse();
        assertThat(slack.matches("1531420618", "", BODY, THEN)).isFalse();
        assertThat(slack.matches("", SIGNATURE, BODY, THEN)).isFalse();
        assertThat(slack.matches("soon", SIGNATURE, BODY, THEN)).isFalse();
    }

    @Test
    void recordingIsNot() {
        assertThat(slack.matches("1531420618", SIGNATURE, BODY, THEN.plusSeconds(301)))
                .isFalse();
    }
}
