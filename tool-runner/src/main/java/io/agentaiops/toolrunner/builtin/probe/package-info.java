/**
 * Probes of the network, each one connection with a verdict: HTTP, TCP, TLS, DNS, and the expiry of certificates. They
 * reach what {@link io.agentaiops.toolrunner.builtin.probe.ProbeRule} lets them: this machine and the site's own
 * networks, and of the Internet the hosts that the operator names; never the places where clouds keep credentials.
 */
@NullMarked
package io.agentaiops.toolrunner.builtin.probe;

import org.jspecify.annotations.NullMarked;
