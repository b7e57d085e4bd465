/** Controls that are data, checks that look whether they hold, and the evidence for an auditor: {@link io.agentaiops.opsscheduler.compliance.ComplianceWatch} looks at each when it is due. Findings, exercises and reviews of people stand beside them. Repairs nothing. */
@NullMarked
package io.agentaiops.opsscheduler.compliance;

import org.jspecify.annotations.NullMarked;
