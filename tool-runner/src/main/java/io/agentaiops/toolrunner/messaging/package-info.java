/**
 * What tool-runner hears (tool calls, decisions on approvals) and says (results, requests for approval).
 * Its capabilities are heard by the event bus.
 */
@NullMarked
package io.agentaiops.toolrunner.messaging;

import org.jspecify.annotations.NullMarked;
