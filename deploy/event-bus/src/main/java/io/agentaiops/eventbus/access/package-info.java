/** Who was turned away, and who came from where: {@link io.agentaiops.eventbus.access.AccessRecorder} puts it into the audit trail, added up, so that the weekly look at it has something to see. Decides nothing. */
@NullMarked
package io.agentaiops.eventbus.access;

import org.jspecify.annotations.NullMarked;
