package io.agentaiops.ragindexer.index;

import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.passage.Passage;

/**
 * A passage as it goes into the index.
 *
 * @param passage the passage
 * @param facts of its document
 * @param vector of its embedding text
 */
public record IndexedPassage(Passage passage, DocumentFacts facts, Vector vector) {}
