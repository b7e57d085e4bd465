/** Whether a decision really came from agent-gateway: {@link io.agentaiops.opsscheduler.approval.JwtApprovalProofs} checks the signed proof. Any doubt means no. */
@NullMarked
package io.agentaiops.opsscheduler.approval;

import org.jspecify.annotations.NullMarked;
