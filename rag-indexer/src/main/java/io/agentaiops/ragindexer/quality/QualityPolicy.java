package io.agentaiops.ragindexer.quality;

import io.agentaiops.ragindexer.quality.QualityFigures.Score;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Decides whether a measurement is worse than an earlier one. Only questions that were asked both times count: what is
 * asked changes with the documents. Small losses do not add up, for an accepted measurement replaces the one to compare
 * with only when it is not lower.
 */
final class QualityPolicy {

    private QualityPolicy() {}

    /**
     * What was decided.
     *
     * @param worse by more than is tolerated
     * @param lower at all
     * @param reason the figures, for people
     */
    record Decision(boolean worse, boolean lower, String reason) {}

    static Decision compare(
            QualityFigures before,
            QualityFigures now,
            double tolerance,
            double outOfScopeTolerance,
            int fewestQuestions) {
        Set<String> common = new HashSet<>(before.scores().keySet());
        common.retainAll(now.scores().keySet());
        if (common.size() < fewestQuestions) {
            return new Decision(false, false, common.size() + " golden questions are too few to judge by");
        }
        double ndcgBefore = before.mean(common, Score::ndcg10);
        double ndcgNow = now.mean(common, Score::ndcg10);
        double mrrBefore = before.mean(common, Score::reciprocalRank);
        double mrrNow = now.mean(common, Score::reciprocalRank);
        double recallBefore = before.mean(common, Score::recall10);
        double recallNow = now.mean(common, Score::recall10);
        double ranking = Math.max(Math.max(ndcgBefore - ndcgNow, mrrBefore - mrrNow), recallBefore - recallNow);
        // Few questions are out of scope: one of them is a large share.
        double refusals = before.refusedOutOfScope() - now.refusedOutOfScope();
        String reason = String.format(
                Locale.ROOT,
                "%d golden questions: nDCG@10 %.3f after %.3f, MRR %.3f after %.3f, recall@10 %.3f after %.3f, "
                        + "out of scope refused %.3f after %.3f",
                common.size(),
                ndcgNow,
                ndcgBefore,
                mrrNow,
                mrrBefore,
                recallNow,
                recallBefore,
                now.refusedOutOfScope(),
                before.refusedOutOfScope());
        boolean worse = ranking > tolerance || refusals > outOfScopeTolerance;
        return new Decision(worse, ranking > 0 || refusals > outOfScopeTolerance, reason);
    }
}
