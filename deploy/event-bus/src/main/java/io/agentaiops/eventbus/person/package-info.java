/** Lets every service forget a person: whoever is erased at the gateway is named by no row any more, beside the audit. */
@NullMarked
package io.agentaiops.eventbus.person;

import org.jspecify.annotations.NullMarked;
