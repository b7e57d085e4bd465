package io.agentaiops.agentgateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {

    @Test
    void aScopeCoversItsAreaAndNothingBesideIt() {
        Scope documents = Scope.of("documents");

        assertThat(documents.covers("DELETE", "/api/v1/documents/a.md")).isTrue();
        assertThat(documents.covers("GET", "/api/v1/documents-of-others")).isFalse();
        assertThat(documents.covers("GET", "/api/v1/tools")).isFalse();
        assertThat(documents.covers("POST", "/v1/chat/completions")).isFalse();
    }

    @Test
    void aScopeForReadingDoesNotChangeAnything() {
        Scope reading = Scope.of("alerts:read");

        assertThat(reading.covers("GET", "/api/v2/alerts")).isTrue();
        assertThat(reading.covers("GET", "/api/v1/alerts")).isTrue();
        assertThat(reading.covers("POST", "/api/v2/alerts")).isFalse();
        assertThat(reading).hasToString("alerts:read");
    }

    @Test
    void theProtocolsOfOthersAreAreasOfTheirOwn() {
        assertThat(Scope.areaOf("/v1/models")).isEqualTo("openai");
        assertThat(Scope.areaOf("/api/chat")).isEqualTo("ollama");
        assertThat(Scope.areaOf("/mcp")).isEqualTo("mcp");
    }

    @Test
    void aKeyWithoutScopesIsGoodForAllAndOneWithScopesStillKnowsItself() {
        assertThat(new KeyGrant("k", List.of(), null).allows("POST", "/api/v1/queries"))
                .isTrue();
        KeyGrant narrow = new KeyGrant("k", List.of(Scope.of("search")), null);
        assertThat(narrow.allows("GET", "/api/v1/me")).isTrue();
        assertThat(narrow.allows("POST", "/api/v1/queries")).isFalse();
    }

    @Test
    void whatIsNoAreaIsRefused() {
        assertThatThrownBy(() -> Scope.of("../etc")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scope.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
