package io.agentaiops.agentgateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyHashTest {

    @Test
    void onlyTheKeyItselfIsProven() {
        String key = KeyHash.newKey();
        KeyHash hash = KeyHash.of(key);

        assertThat(hash.proves(key)).isTrue();
        assertThat(hash.proves(key + "x")).isFalse();
        assertThat(hash.lookup()).isEqualTo(KeyHash.lookupOf(key)).hasSize(16);
    }

    @Test
    void keysAreLongAndNeverTheSame() {
        assertThat(KeyHash.newKey()).startsWith("aiops_").hasSize(49).isNotEqualTo(KeyHash.newKey());
    }

    @Test
    void aRoleImpliesThoseBelowItAndAServiceNone() {
        assertThat(Role.of("admin").implied()).containsExactlyInAnyOrder("viewer", "operator", "approver", "admin");
        assertThat(Role.of("viewer").implied()).containsExactly("viewer");
        assertThat(Role.of("service").implied()).containsExactly("service");
        assertThatThrownBy(() -> Role.of("root")).hasMessageContaining("root");
    }
}
