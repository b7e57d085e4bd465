/**
 * From a changed document to searchable passages. The document table is both the record of what is known and the\n * durable queue of what is still to be indexed; {@link io.agentaiops.ragindexer.ingestion.IngestionPipeline} works it off.
 */
@NullMarked
package io.agentaiops.ragindexer.ingestion;

import org.jspecify.annotations.NullMarked;
