package io.agentaiops.toolrunner.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a tool fares.
 *
 * @param tool which
 * @param brokenSince since when it is out of use because it failed; null when it is not
 * @param brokenReason what it failed by
 * @param testedAt when it was last tried on its own
 * @param testPassed whether it worked then
 * @param testSummary what was tried and found
 * @param testFailures self-tests that failed in a row
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToolCondition(
        String tool,
        @Nullable Instant brokenSince,
        @Nullable String brokenReason,
        @Nullable Instant testedAt,
        @Nullable Boolean testPassed,
        @Nullable String testSummary,
        int testFailures) {

    /** Whether it is out of use because it failed. */
    public boolean broken() {
        return brokenSince != null;
    }
}
