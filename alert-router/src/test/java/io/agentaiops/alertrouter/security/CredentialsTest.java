package io.agentaiops.alertrouter.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CredentialsTest {

    @Test
    void keyIsABearerValueOrThePasswordOfBasic() {
        assertThat(Credentials.key("Bearer aiops_abc")).contains("aiops_abc");
        assertThat(Credentials.key("Basic YW55OmFpb3BzX2FiYw==")).contains("aiops_abc");
    }

    @Test
    void tokenOfTheGatewayIsLeftToItsMechanism() {
        assertThat(Credentials.key("Bearer eyJhbGciOi.eyJzdWIiOi.c2ln")).isEmpty();
        assertThat(Credentials.key(null)).isEmpty();
    }

    @Test
    void brokenBasicIsAKeyThatNobodyHas() {
        assertThat(Credentials.key("Basic %%%")).contains("");
    }
}
