@NullMarked
package io.agentaiops.opsscheduler.edge;

import org.jspecify.annotations.NullMarked;
