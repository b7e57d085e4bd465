/**
 * Where tools may connect to. {@link io.agentaiops.toolrunner.egress.AddressKind} says what an address is, an {@link
 * io.agentaiops.toolrunner.egress.EgressRule} which of them may be reached, {@link
 * io.agentaiops.toolrunner.egress.GuardedResolver} looks a name up once and hands on only what was judged, {@link
 * io.agentaiops.toolrunner.egress.GuardedHttp} fetches under such a rule, hop by hop, within bounds of time and size.
 * Rules are given to constructors and never read from a configuration: no switch opens the inside to the web tools.
 */
@NullMarked
package io.agentaiops.toolrunner.egress;

import org.jspecify.annotations.NullMarked;
