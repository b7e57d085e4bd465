/**
 * Where documents come from by themselves: the watched folder. Says what changed to {@link\n * io.agentaiops.ragindexer.source.DocumentChanges} and stores nothing.
 */
@NullMarked
package io.agentaiops.ragindexer.source;

import org.jspecify.annotations.NullMarked;
