/**
 * Texts to vectors. {@link io.agentaiops.ragindexer.embedding.Embedder} is the port; the model behind it runs in this\n * process and needs no network.
 */
@NullMarked
package io.agentaiops.ragindexer.embedding;

import org.jspecify.annotations.NullMarked;
