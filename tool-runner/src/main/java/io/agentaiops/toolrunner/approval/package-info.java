/**
 * Decisions of people on waiting calls: {@link io.agentaiops.toolrunner.approval.ApprovalDesk} lets a call run only when
 * {@link io.agentaiops.eventbus.approval.ApprovalProof} shows that the gateway vouches for a decision, by somebody in
 * the right role, on exactly the stored plan.
 */
@NullMarked
package io.agentaiops.toolrunner.approval;

import org.jspecify.annotations.NullMarked;
