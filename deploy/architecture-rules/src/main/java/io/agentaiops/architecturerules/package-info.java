/** The rules of the house, run by every module over its own classes. Must not depend on any of them. */
@NullMarked
package io.agentaiops.architecturerules;

import org.jspecify.annotations.NullMarked;
