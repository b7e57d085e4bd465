package io.agentaiops.ragindexer.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the document that a passage belongs to.
 *
 * @param procedureId the name by which it is called as a procedure, if it has one
 * @param kind procedure, emergency, troubleshooting, guide, reference
 * @param owner who keeps it right
 * @param tags for filtering
 * @param audience roles that may see it; empty: everybody
 * @param hasSteps whether a machine can carry out a part of it
 */
public record DocumentFacts(
        @Nullable String procedureId,
        @Nullable String kind,
        @Nullable String owner,
        List<String> tags,
        List<String> audience,
        boolean hasSteps) {

    public DocumentFacts {
        tags = List.copyOf(tags);
        audience = List.copyOf(audience);
    }
}
