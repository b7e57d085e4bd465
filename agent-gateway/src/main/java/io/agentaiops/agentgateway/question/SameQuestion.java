package io.agentaiops.agentgateway.question;

/**
 * Judges whether two questions ask the same. Their wordings must not speak against it, and their vectors must lie close
 * together: very close when they use different words, less so when they speak of the same things. The thresholds were
 * chosen on pairs of questions with known answers, and measured on others (SameQuestionTest).
 *
 * @param threshold least cosine similarity of questions in different words, 0 to 1
 */
public record SameQuestion(double threshold) {

    /** So much less is enough when both speak of the same things. */
    private static final double SAME_WORDS_BONUS = 0.15;

    public SameQuestion {
        if (!(threshold > SAME_WORDS_BONUS && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "the similarity must lie between " + SAME_WORDS_BONUS + " and 1 but is " + threshold);
        }
    }

    /** Whether both ask the same. */
    public boolean judge(Wording one, QuestionVector itsVector, Wording other, QuestionVector otherVector) {
        if (one.normal().equals(other.normal())) {
            return true;
        }
        double cosine = itsVector.cosine(otherVector);
        return cosine >= threshold - SAME_WORDS_BONUS
                && one.agreesWith(other)
                && (cosine >= threshold || one.speaksOfWhat(other));
    }
}
