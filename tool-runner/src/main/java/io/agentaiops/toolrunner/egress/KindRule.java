package io.agentaiops.toolrunner.egress;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A rule by kind of address and by port.
 *
 * @param kinds those that may be reached
 * @param ports those that may be reached; empty for all
 */
public record KindRule(Set<AddressKind> kinds, Set<Integer> ports) implements EgressRule {

    /** The Internet on the ports of the web: what pages are read from. */
    public static final KindRule WEB = new KindRule(Set.of(AddressKind.PUBLIC), Set.of(80, 443, 8080, 8443));

    /** An address that an administrator has configured: anywhere but the places where clouds keep credentials. */
    public static final KindRule CONFIGURED =
            new KindRule(Set.of(AddressKind.PUBLIC, AddressKind.PRIVATE, AddressKind.LOOPBACK), Set.of());

    public KindRule {
        kinds = Set.copyOf(kinds);
        ports = Set.copyOf(ports);
    }

    @Override
    public Optional<String> refusal(String host, InetAddress address) {
        AddressKind kind = AddressKind.of(address);
        return kinds.contains(kind)
                ? Optional.empty()
                : Optional.of(host + " is at " + address.getHostAddress() + ", a "
                        + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + " address, which may not be reached from here");
    }

    @Override
    public Optional<String> refusal(int port) {
        return ports.isEmpty() || ports.contains(port)
                ? Optional.empty()
                : Optional.of("port " + port + " may not be reached from here");
    }
}
