/**
 * The capabilities that a service owns. A service implements {@link
 * io.agentaiops.eventbus.operation.CapabilityHandler}, one for each; {@link
 * io.agentaiops.eventbus.operation.OperationDesk} hears the requests, has each carried out once and answers it. It knows
 * nothing of procedures.
 */
@NullMarked
package io.agentaiops.eventbus.operation;

import org.jspecify.annotations.NullMarked;
