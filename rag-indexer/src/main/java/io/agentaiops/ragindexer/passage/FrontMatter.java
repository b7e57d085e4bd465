package io.agentaiops.ragindexer.passage;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says of itself before its text. Everything is optional here; what a procedure must have is judged by
 * the service that runs it.
 *
 * @param id the name by which procedures are called
 * @param title the title
 * @param kind procedure, emergency, troubleshooting, guide or reference
 * @param owner who keeps it right
 * @param severity of the alert when a run of it fails
 * @param reviewBy the day after which it counts as outdated
 * @param tags for filtering
 * @param audience roles that may see the document; empty: everybody
 */
public record FrontMatter(
        @Nullable String id,
        @Nullable String title,
        @Nullable String kind,
        @Nullable String owner,
        @Nullable String severity,
        @Nullable LocalDate reviewBy,
        List<String> tags,
        List<String> audience) {

    public FrontMatter {
        tags = List.copyOf(tags);
        audience = List.copyOf(audience);
    }

    /** Of a document that says nothing of itself. */
    public static FrontMatter none() {
        return new FrontMatter(null, null, null, null, null, null, List.of(), List.of());
    }
}
