package io.agentaiops.ragindexer.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalDouble;

/** How is searched. */
@ConfigMapping(prefix = "aiops.search")
public interface SearchConfig {

    /** Passages in an answer when the question does not say. */
    @WithDefault("8")
    int results();

    /** Most passages in an answer. */
    @WithDefault("100")
    int mostResults();

    /**
     * Below this similarity (cosine) of the best passage the answer says that nothing relevant was found. By default what
     * the golden questions measured for the model and the documents; it is kept with the index.
     */
    OptionalDouble relevanceFloor();

    /** Characters of a question that are looked at. */
    @WithDefault("2000")
    int longestQuery();
}
