/** The ledger of who did what: {@link io.agentaiops.opsscheduler.audit.AuditLedger} appends to a hash chain, {@link io.agentaiops.opsscheduler.audit.AuditVerifier} finds the first entry that was tampered with. Nothing here changes or removes an entry. */
@NullMarked
package io.agentaiops.opsscheduler.audit;

import org.jspecify.annotations.NullMarked;
