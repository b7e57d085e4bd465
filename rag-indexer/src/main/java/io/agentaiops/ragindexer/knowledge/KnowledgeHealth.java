package io.agentaiops.ragindexer.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How the index is.
 *
 * @param passages that it holds
 * @param bytes on disk
 * @param bytesPerDay what it grew by, on the average of the last seven days; left out in the first hours
 * @param embeddedPerSecond passages embedded in a second of work, since this replica started; left out before the first
 * @param outdated documents past their review date
 * @param orphans passages of documents that are not known, as the last validation found
 * @param validation the last one, if there was one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KnowledgeHealth(
        long passages,
        long bytes,
        @Nullable Long bytesPerDay,
        @Nullable Double embeddedPerSecond,
        int outdated,
        int orphans,
        @Nullable Validation validation) {}
