/**
 * What tool-runner hears (tool calls, decisions on approvals, operations) and says (results, requests for approval).
 * Nothing else imports event records.
 */
@NullMarked
package io.agentaiops.toolrunner.messaging;

import org.jspecify.annotations.NullMarked;
