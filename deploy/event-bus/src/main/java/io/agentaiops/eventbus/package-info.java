/**
 * How a service talks and listens. {@link io.agentaiops.eventbus.Outbox} says an event in the transaction of the state
 * it tells of; {@link io.agentaiops.eventbus.Subscriptions} hears events, each with its effect exactly once in the
 * database. Also what every service needs on the way: audit, redaction, ids. It must not know any service.
 */
@NullMarked
package io.agentaiops.eventbus;

import org.jspecify.annotations.NullMarked;
