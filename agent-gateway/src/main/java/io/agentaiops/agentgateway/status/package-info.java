/** What the dashboard shows: health of services and engines, the model side, alerts, procedures, notifications and runs, live. */
@NullMarked
package io.agentaiops.agentgateway.status;

import org.jspecify.annotations.NullMarked;
