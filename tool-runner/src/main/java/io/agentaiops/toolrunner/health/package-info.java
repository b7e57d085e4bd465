/**
 * Takes tools out of use that fail again and again and takes them back once their self-test passes: {@link
 * io.agentaiops.toolrunner.health.HealthWatch}. What is known lies in PostgreSQL, so all replicas agree and a restart
 * forgets nothing. A tool that reports something bad has not failed; one that cannot do its work has.
 */
@NullMarked
package io.agentaiops.toolrunner.health;

import org.jspecify.annotations.NullMarked;
