/**
 * The tool that begins an emergency runbook. ops-scheduler runs it and is asked over the bus, with the caller's name; so no
 * key that may begin runs lies here. It must not begin anything for a caller who may not do it over REST.
 */
@NullMarked
package io.agentaiops.toolrunner.builtin.runbook;

import org.jspecify.annotations.NullMarked;
