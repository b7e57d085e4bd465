/**
 * rag-indexer: keeps the documents of a team searchable, always in their newest version, and finds the passages that
 * answer a question.
 */
@NullMarked
package io.agentaiops.ragindexer;

import org.jspecify.annotations.NullMarked;
