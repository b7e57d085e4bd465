package io.agentaiops.agentgateway.procedure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document that can be executed, as far as an answer needs it.
 *
 * @param id of the procedure
 * @param title of the document
 * @param path of the document, which is its id in the search index
 * @param steps in their order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Procedure(String id, String title, String path, List<Step> steps) {

    /**
     * One step.
     *
     * @param id within the procedure
     * @param title its heading
     * @param run the command, when it is one
     * @param uses the capability, when it is one
     * @param expect what a good result looks like, as ops-scheduler tells it; empty when nothing is expected
     * @param timeoutMs time that it may take
     * @param needsApproval whether the document wants a person to approve it
     * @param lines its lines in the document
     * @param text what the document says of it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Step(
            String id,
            String title,
            @Nullable String run,
            @Nullable String uses,
            Map<String, Object> expect,
            long timeoutMs,
            boolean needsApproval,
            String lines,
            String text) {

        public Step {
            expect = Map.copyOf(expect);
        }
    }

    public Procedure {
        steps = List.copyOf(steps);
    }
}
