/** What the tests stand in for: the other services over REST and over Kafka, and an Ollama that speaks its protocol exactly. */
@NullMarked
package io.agentaiops.agentgateway.testing;

import org.jspecify.annotations.NullMarked;
