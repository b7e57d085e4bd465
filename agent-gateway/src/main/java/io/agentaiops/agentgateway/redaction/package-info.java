/** Shows over REST what the platform would hide from logs, audit and the bus. The rules themselves belong to the bus. */
@NullMarked
package io.agentaiops.agentgateway.redaction;

import org.jspecify.annotations.NullMarked;
