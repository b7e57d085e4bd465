@NullMarked
package io.agentaiops.opsscheduler.maintenance;

import org.jspecify.annotations.NullMarked;
