/** What can be run: documents with step blocks, parsed by {@link io.agentaiops.opsscheduler.procedure.ProcedureParser}, kept by {@link io.agentaiops.opsscheduler.procedure.ProcedureCatalog}. It knows nothing of runs; what others know about a procedure comes in through {@link io.agentaiops.opsscheduler.procedure.LastRuns}. */
@NullMarked
package io.agentaiops.opsscheduler.procedure;

import org.jspecify.annotations.NullMarked;
