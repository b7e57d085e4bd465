/** Whether documents still fit the machine: {@link io.agentaiops.opsscheduler.drift.MachineCheck} looks for the commands, units, ports and files that steps name, {@link io.agentaiops.opsscheduler.drift.ProceduresValidate} reports and keeps what is missing. Runs no step. */
@NullMarked
package io.agentaiops.opsscheduler.drift;

import org.jspecify.annotations.NullMarked;
