/** The knowledge search tool: the passages of the site's own documents that fit a question, asked of rag-indexer. */
@NullMarked
package io.agentaiops.toolrunner.builtin.knowledge;

import org.jspecify.annotations.NullMarked;
