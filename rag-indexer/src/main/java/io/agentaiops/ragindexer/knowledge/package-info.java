/**
 * The knowledge base as a whole: its state, its health, and building its index anew without downtime.
 */
@NullMarked
package io.agentaiops.ragindexer.knowledge;

import org.jspecify.annotations.NullMarked;
