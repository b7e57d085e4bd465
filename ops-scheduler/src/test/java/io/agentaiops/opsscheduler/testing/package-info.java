/** What the tests of this service share: the other services, played, and the bus from outside. */
@NullMarked
package io.agentaiops.opsscheduler.testing;

import org.jspecify.annotations.NullMarked;
