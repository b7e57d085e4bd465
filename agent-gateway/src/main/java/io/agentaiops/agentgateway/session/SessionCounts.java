package io.agentaiops.agentgateway.session;

/**
 * How many sessions there are.
 *
 * @param total all of them
 * @param active used lately
 * @param expired idle for so long that nobody can go on with them
 * @param people who used one lately
 */
public record SessionCounts(long total, long active, long expired, long people) {}
