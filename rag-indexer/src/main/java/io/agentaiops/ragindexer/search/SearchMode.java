package io.agentaiops.ragindexer.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;

/** By what passages were found. */
public enum SearchMode {
    @JsonProperty("hybrid")
    HYBRID,
    @JsonProperty("lexical")
    LEXICAL,
    @JsonProperty("vector")
    VECTOR;

    /** The mode of that name. */
    public static Optional<SearchMode> of(String name) {
        for (SearchMode mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
