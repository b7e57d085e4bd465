package io.agentaiops.toolrunner.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an address is good for. After the registries of special-purpose addresses (RFC 6890 and its successors) and the
 * addresses at which clouds hand out credentials.
 */
public enum AddressKind {
    /** This machine. */
    LOOPBACK,
    /** The site's own networks: RFC 1918, RFC 4193, and the shared space of RFC 6598. */
    PRIVATE,
    /** Where a cloud tells a machine its secrets, outside of the link-local range as well. */
    METADATA,
    /** The link only; 169.254.169.254 among them. */
    LINK_LOCAL,
    /** The Internet. */
    PUBLIC,
    /** No single host: multicast, broadcast, documentation, benchmarks, and ranges that wrap other addresses. */
    OTHER;

    private static final List<Cidr> LOOPBACKS = ranges("127.0.0.0/8", "::1");
    private static final List<Cidr> METADATA_SERVICES = ranges(
            "169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "192.0.0.192");
    private static final List<Cidr> LINKS = ranges("169.254.0.0/16", "fe80::/10");
    private static final List<Cidr> PRIVATES =
            ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");
    private static final List<Cidr> OTHERS = ranges(
            "0.0.0.0/8",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Teredo and 6to4 wrap IPv4 addresses; the others are documentation and special purposes.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");
    private static final Cidr GLOBAL_UNICAST = Cidr.of("2000::/3");

    /** What the address is. A mapped IPv6 address ({@code ::ffff:10.0.0.1}) is the IPv4 address that it stands for. */
    public static AddressKind of(InetAddress address) {
        if (in(LOOPBACKS, address)) {
            return LOOPBACK;
        }
        if (in(METADATA_SERVICES, address)) {
            return METADATA;
        }
        if (in(LINKS, address)) {
            return LINK_LOCAL;
        }
        if (in(PRIVATES, address)) {
            return PRIVATE;
        }
        boolean v6 = address.getAddress().length == 16;
        return in(OTHERS, address) || (v6 && !GLOBAL_UNICAST.contains(address)) ? OTHER : PUBLIC;
    }

    private static boolean in(List<Cidr> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<Cidr> ranges(String... texts) {
        return Stream.of(texts).map(Cidr::of).toList();
    }
}
