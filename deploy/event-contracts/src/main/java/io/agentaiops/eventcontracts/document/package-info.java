/** Changes of documents and what the knowledge index made of them. Owner: rag-indexer. */
@NullMarked
package io.agentaiops.eventcontracts.document;

import org.jspecify.annotations.NullMarked;
