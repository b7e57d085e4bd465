/** Proves that each rule can fail. */
@NullMarked
package io.agentaiops.architecturerules;

import org.jspecify.annotations.NullMarked;
