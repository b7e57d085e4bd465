/**
 * The search index: {@link io.agentaiops.ragindexer.index.PassageIndex} is the port, OpenSearch stands behind it and\n * is named nowhere else. Holds nothing that cannot be built again from the document table.
 */
@NullMarked
package io.agentaiops.ragindexer.index;

import org.jspecify.annotations.NullMarked;
