/**
 * From a planned message to a settled delivery: the durable queue, claims, retries with back-off, and the delivery log.
 * What a channel puts on the wire lives in the subpackage of that channel.
 */
@NullMarked
package io.agentaiops.alertrouter.notification;

import org.jspecify.annotations.NullMarked;
