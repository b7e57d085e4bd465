/**
 * The vocabulary of the bus: {@link io.agentaiops.eventcontracts.Topic topics}, {@link
 * io.agentaiops.eventcontracts.EventType event types} and, one package per owner, the records that travel. Data only:
 * no logic beyond validation, no framework. Within a version only optional components are added; anything else is a
 * new type.
 */
@NullMarked
package io.agentaiops.eventcontracts;

import org.jspecify.annotations.NullMarked;
