package io.agentaiops.toolrunner.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up under a rule. The connection is made to exactly the addresses that were judged here, so a name that
 * changes its address after the check (DNS rebinding) gains nothing; a name with one forbidden address is refused whole.
 */
public final class GuardedResolver implements DnsResolver {

    /** Where names are looked up. */
    @FunctionalInterface
    public interface Lookup {
        /** All addresses of the host, which may be an address itself in any notation that the system takes. */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final EgressRule rule;
    private final Lookup lookup;

    public GuardedResolver(EgressRule rule, Lookup lookup) {
        this.rule = rule;
        this.lookup = lookup;
    }

    /** With the names of the machine. */
    public GuardedResolver(EgressRule rule) {
        this(rule, InetAddress::getAllByName);
    }

    /**
     * The addresses of the host.
     *
     * @throws EgressRefused when one of them may not be reached
     * @throws UnknownHostException when the name has none
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookup.addresses(host);
        for (InetAddress address : addresses) {
            Optional<String> refusal = rule.refusal(host, address);
            if (refusal.isPresent()) {
                throw new EgressRefused(refusal.get());
            }
        }
        return addresses;
    }

    /** The same, for callers that connect by themselves. */
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        return List.of(resolve(host));
    }

    /** Not looked up: a reverse name would be somebody else's word. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    EgressRule rule() {
        return rule;
    }
}
