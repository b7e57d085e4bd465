/** Logs of every service in OpenSearch, two indices a day: written by {@link io.agentaiops.opsscheduler.log.LogArchive}, reviewed by {@link io.agentaiops.opsscheduler.log.LogReview}. The only package that talks to OpenSearch. */
@NullMarked
package io.agentaiops.opsscheduler.log;

import org.jspecify.annotations.NullMarked;
