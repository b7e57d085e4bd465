/** Who did what, for the audit ledger. Everybody publishes; ops-scheduler keeps the ledger. */
@NullMarked
package io.agentaiops.eventcontracts.audit;

import org.jspecify.annotations.NullMarked;
