/** Does the steps of procedures that this service owns, each once, and answers with a summary and its evidence. */
@NullMarked
package io.agentaiops.agentgateway.operation;

import org.jspecify.annotations.NullMarked;
