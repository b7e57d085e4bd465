/** Tests of log mining, and its measurement. */
@NullMarked
package io.agentaiops.logmining;

import org.jspecify.annotations.NullMarked;
