/** How services reach an OpenSearch that somebody else runs. */
@NullMarked
package io.agentaiops.eventbus.search;

import org.jspecify.annotations.NullMarked;
