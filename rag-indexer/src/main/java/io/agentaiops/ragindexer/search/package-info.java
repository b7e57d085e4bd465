/**
 * Finding passages: {@link io.agentaiops.ragindexer.search.HybridSearch} asks the index by words and by meaning, {@link\n * io.agentaiops.ragindexer.search.Ranking} orders what came back, evaluation measures how good that is.
 */
@NullMarked
package io.agentaiops.ragindexer.search;

import org.jspecify.annotations.NullMarked;
