package io.agentaiops.opsscheduler.run;

/**
 * Fired within the transaction that ends a run.
 *
 * @param run the run with its results
 */
public record RunEnded(Run run) {}
