package io.agentaiops.agentgateway.support;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question that went wrong once, and what a right answer has.
 *
 * @param id the question
 * @param question its text
 * @param expectedDocument a document that the answer must cite
 * @param expectedWords words that the answer must hold
 * @param caseId the case that it comes from
 * @param lastState passed, failed or no-answer
 * @param lastDetail what was missing
 * @param lastRunId the run of the last time
 * @param lastAt when it was last asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RegressionQuestion(
        String id,
        String question,
        @Nullable String expectedDocument,
        List<String> expectedWords,
        @Nullable String caseId,
        @Nullable String lastState,
        @Nullable String lastDetail,
        @Nullable String lastRunId,
        @Nullable Instant lastAt) {

    RegressionQuestion {
        expectedWords = List.copyOf(expectedWords);
    }

    @Override
    public String toString() {
        return "RegressionQuestion[" + id + "]";
    }
}
