/** Events as Kafka records and back: CloudEvents 1.0, binary content mode, checked against the JSON Schema. */
@NullMarked
package io.agentaiops.eventbus.codec;

import org.jspecify.annotations.NullMarked;
