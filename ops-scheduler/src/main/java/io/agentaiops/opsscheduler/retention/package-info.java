/** Lets go of what is older than its term: {@link io.agentaiops.opsscheduler.retention.Purge} removes it and leaves a signed certificate, unless a legal hold says otherwise. What each service keeps of users it removes itself. */
@NullMarked
package io.agentaiops.opsscheduler.retention;

import org.jspecify.annotations.NullMarked;
