package io.agentaiops.ragindexer.quality;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A measurement, for people.
 *
 * @param at when
 * @param index the version that was asked
 * @param questions whose documents are known
 * @param ndcg10 0 to 1
 * @param mrr 0 to 1
 * @param recall10 0 to 1
 * @param outOfScopeRefused share of the questions that nothing answers of which search said so
 * @param inScopeRefused share of the other questions of which it said the same, wrongly
 * @param relevanceFloor the similarity from which on answers count as relevant, as these questions tell it
 * @param accepted whether later measurements are compared with it
 */
public record QualityReport(
        Instant at,
        String index,
        int questions,
        double ndcg10,
        double mrr,
        double recall10,
        double outOfScopeRefused,
        double inScopeRefused,
        @Nullable Double relevanceFloor,
        boolean accepted) {}
