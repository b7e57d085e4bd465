package io.agentaiops.ragindexer.quality;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How the quality of search is watched. */
@ConfigMapping(prefix = "aiops.quality")
public interface QualityConfig {

    /** The team's own golden questions, beside those that ship: YAML, {@code kind: {question: [document, ...]}}. */
    Optional<Path> questions();

    /** By how much nDCG@10, MRR or recall@10 (0 to 1) may fall before a build is refused and an alert raised. */
    @WithDefault("0.02")
    double tolerance();

    /** By how much the share of questions that nothing answers, and of which search says so, may fall before the same. */
    @WithDefault("0.1")
    double outOfScopeTolerance();

    /** With fewer questions that documents of the knowledge base answer, no build is refused. */
    @WithDefault("10")
    int fewestQuestions();

    /** How often what is searched is measured, when something has changed in it. */
    @WithDefault("30m")
    Duration every();
}
