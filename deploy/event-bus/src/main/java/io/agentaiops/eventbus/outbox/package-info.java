/** The transactional outbox: the table, the relay that empties it into Kafka, and the producer both share. */
@NullMarked
package io.agentaiops.eventbus.outbox;

import org.jspecify.annotations.NullMarked;
