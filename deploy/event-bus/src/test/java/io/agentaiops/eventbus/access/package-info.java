@NullMarked
package io.agentaiops.eventbus.access;

import org.jspecify.annotations.NullMarked;
