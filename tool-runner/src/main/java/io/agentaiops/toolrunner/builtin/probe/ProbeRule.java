package io.agentaiops.toolrunner.builtin.probe;

import io.agentaiops.toolrunner.egress.AddressKind;
import io.agentaiops.toolrunner.egress.Cidr;
import io.agentaiops.toolrunner.egress.EgressRule;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What probes may reach: this machine, the site's own networks, and the public hosts that are named. Link-local
 * addresses and those where clouds keep credentials are refused whatever the configuration says.
 */
@Singleton
class ProbeRule implements EgressRule {

    private static final Pattern RANGE = Pattern.compile("[0-9a-fA-F:.]+(/\\d+)?");

    private final List<HostPattern> allowed;
    private final List<HostPattern> forbidden;

    @Inject
    ProbeRule(ProbeConfig config) {
        this(config.publicHosts().orElse(List.of()), config.forbidden().orElse(List.of()));
    }

    ProbeRule(List<String> publicHosts, List<String> forbidden) {
        this.allowed = publicHosts.stream().map(HostPattern::of).toList();
        this.forbidden = forbidden.stream().map(HostPattern::of).toList();
    }

    @Override
    public Optional<String> refusal(String host, InetAddress address) {
        AddressKind kind = AddressKind.of(address);
        String where = host + " (" + address.getHostAddress() + ")";
        return switch (kind) {
            case METADATA, LINK_LOCAL, OTHER ->
                Optional.of(where + " is a "
                        + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + " address, which is never probed");
            case LOOPBACK, PRIVATE -> forbids(host, address) ? forbidden(where) : Optional.empty();
            case PUBLIC -> {
                if (forbids(host, address)) {
                    yield forbidden(where);
                }
                yield allowed.stream().anyMatch(pattern -> pattern.fits(host, address))
                        ? Optional.empty()
                        : Optional.of(where + " is outside of the site's networks and not among"
                                + " aiops.probe.public-hosts");
            }
        };
    }

    private boolean forbids(String host, InetAddress address) {
        return forbidden.stream().anyMatch(pattern -> pattern.fits(host, address));
    }

    private static Optional<String> forbidden(String where) {
        return Optional.of(where + " is among aiops.probe.forbidden");
    }

    /** A host as written in the configuration. */
    private sealed interface HostPattern {

        boolean fits(String host, InetAddress address);

        static HostPattern of(String text) {
            String host = text.strip().toLowerCase(Locale.ROOT);
            if (host.equals("*")) {
                return new Any();
            }
            return RANGE.matcher(host).matches() && host.matches(".*[.:].*")
                    ? new Range(Cidr.of(host))
                    : new Name(host);
        }

        record Any() implements HostPattern {
            @Override
            public boolean fits(String host, InetAddress address) {
                return true;
            }
        }

        record Range(Cidr cidr) implements HostPattern {
            @Override
            public boolean fits(String host, InetAddress address) {
                return cidr.contains(address);
            }
        }

        record Name(String name) implements HostPattern {
            @Override
            public boolean fits(String host, InetAddress address) {
                String asked = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
                return name.startsWith("*.") ? asked.endsWith(name.substring(1)) : asked.equals(name);
            }
        }
    }
}
