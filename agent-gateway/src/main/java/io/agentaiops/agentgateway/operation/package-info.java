/** Does the steps of procedures that this service owns, and answers with a summary and its evidence. Hearing, repeating and
 * answering belong to the bus. */
@NullMarked
package io.agentaiops.agentgateway.operation;

import org.jspecify.annotations.NullMarked;
