@NullMarked
package io.agentaiops.eventbus.alert;

import org.jspecify.annotations.NullMarked;
