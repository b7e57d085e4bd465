/**
 * The three engines of a stack (Kafka, PostgreSQL, OpenSearch) as processes of this machine, from the files that Maven
 * brought. An {@link io.agentaiops.local.engine.Engine} says how to start and how to ask it; whether and when it is started
 * is for the launcher and the tests to decide. Free of Quarkus.
 */
@NullMarked
package io.agentaiops.local.engine;

import org.jspecify.annotations.NullMarked;
