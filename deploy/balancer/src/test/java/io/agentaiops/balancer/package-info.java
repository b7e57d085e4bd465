@NullMarked
package io.agentaiops.balancer;

import org.jspecify.annotations.NullMarked;
