package io.agentaiops.toolrunner.egress;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Which hosts may be connected to. Any doubt is a refusal. */
public interface EgressRule {

    /** Why that address of the host may not be reached; empty when it may. */
    Optional<String> refusal(String host, InetAddress address);

    /** Why the port may not be reached; empty when it may. */
    default Optional<String> refusal(int port) {
        return Optional.empty();
    }

    /** Why a URL may not be asked for whatever its host is; empty when it may. */
    default Optional<String> refusal(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("only http and https URLs are fetched, not '" + uri + "'");
        }
        if (uri.getHost() == null) {
            return Optional.of("the URL '" + uri + "' names no host");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("a URL with a user name or password in it is not fetched");
        }
        return refusal(uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80);
    }
}
