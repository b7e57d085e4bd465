/**
 * The metrics tool: current values of the platform's services from their open metrics pages, and queries of a Prometheus
 * where one is configured.
 */
@NullMarked
package io.agentaiops.toolrunner.builtin.metrics;

import org.jspecify.annotations.NullMarked;
