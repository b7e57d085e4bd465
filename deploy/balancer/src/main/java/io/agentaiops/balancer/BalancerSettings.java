package io.agentaiops.balancer;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a balancer is told by its environment.
 *
 * @param service the service whose replicas it knows, for messages and metrics
 * @param host the address that it listens on
 * @param port where the service's callers look for it
 * @param adminPort where it tells how it is, on loopback; reads only
 * @param replicas the file that names the replicas
 * @param trustForwarded whether {@code X-Forwarded-For} of a caller is kept, for a proxy stands before this one; else it is
 *     replaced, for anybody can write it
 */
record BalancerSettings(String service, String host, int port, int adminPort, Path replicas, boolean trustForwarded) {

    private static final int LAST_PORT = 65_535;

    /** Takes them, or throws an {@link IllegalArgumentException} that names the variable. */
    static BalancerSettings from(Map<String, String> environment) {
        return new BalancerSettings(
                required(environment, "AIOPS_BALANCER_SERVICE"),
                environment.getOrDefault("AIOPS_HTTP_HOST", "127.0.0.1"),
                port(environment, "AIOPS_BALANCER_PORT"),
                port(environment, "AIOPS_BALANCER_ADMIN_PORT"),
                Path.of(required(environment, "AIOPS_BALANCER_REPLICAS_FILE")),
                "true".equalsIgnoreCase(environment.get("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING")));
    }

    private static String required(Map<String, String> environment, String name) {
        @Nullable String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    private static int port(Map<String, String> environment, String name) {
        String value = required(environment, name);
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a port: " + value, e);
        }
        throw new IllegalArgumentException(name + " is not a port: " + value);
    }
}
