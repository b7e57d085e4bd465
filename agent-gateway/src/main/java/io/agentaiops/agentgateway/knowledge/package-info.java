/** Finds passages for a question by asking rag-indexer. */
@NullMarked
package io.agentaiops.agentgateway.knowledge;

import org.jspecify.annotations.NullMarked;
