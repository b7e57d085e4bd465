/**
 * Real engines for the tests of the services: {@link io.agentaiops.local.testing.EnginesTestResource} starts what a module
 * asks for, once, and everything ends with the test JVM. Shipped as the module's test-jar.
 */
@NullMarked
package io.agentaiops.local.testing;

import org.jspecify.annotations.NullMarked;
