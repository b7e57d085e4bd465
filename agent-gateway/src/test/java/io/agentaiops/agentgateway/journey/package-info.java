/** Ways through the gateway, over its REST API, with real Kafka and PostgreSQL. */
@NullMarked
package io.agentaiops.agentgateway.journey;

import org.jspecify.annotations.NullMarked;
