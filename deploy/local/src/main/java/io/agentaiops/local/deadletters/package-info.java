/** Dead letters: what could not be handled, why, and sending it once more. Speaks Kafka alone, so it works with services down. */
@NullMarked
package io.agentaiops.local.deadletters;

import org.jspecify.annotations.NullMarked;
