/**
 * Talks REST to the gateway of a stack, with the key that the stack's first start made. Answers stay JSON trees: what is
 * shown of them is the commands' affair.
 */
@NullMarked
package io.agentaiops.local.gateway;

import org.jspecify.annotations.NullMarked;
