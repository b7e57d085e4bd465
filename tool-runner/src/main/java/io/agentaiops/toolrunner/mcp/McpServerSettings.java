package io.agentaiops.toolrunner.mcp;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server as it stands in {@code mcp.yaml}: a program that speaks over its standard streams, or an address that speaks
 * Streamable HTTP.
 *
 * @param command the program, looked up where commands of the terminal are
 * @param arguments of the program
 * @param environment variables of the program, besides those that every command gets
 * @param network whether the program gets the machine's network
 * @param url the address
 * @param headers sent with every request
 * @param timeoutSeconds for one request, 60 when left out
 * @param read names of tools that only look and need no approval; {@code *} for all
 * @param hidden names of tools that are not offered
 */
record McpServerSettings(
        @Nullable String command,
        List<String> arguments,
        Map<String, String> environment,
        boolean network,
        @Nullable URI url,
        Map<String, String> headers,
        @JsonProperty("timeout-seconds") int timeoutSeconds,
        List<String> read,
        List<String> hidden) {

    private static final int TIMEOUT = 60;
    private static final int LONGEST = 600;

    // Jackson gives null for what is left out.
    @SuppressWarnings("NullAway")
    McpServerSettings {
        arguments = List.copyOf(Objects.requireNonNullElse(arguments, List.of()));
        environment = Map.copyOf(Objects.requireNonNullElse(environment, Map.of()));
        headers = Map.copyOf(Objects.requireNonNullElse(headers, Map.of()));
        read = List.copyOf(Objects.requireNonNullElse(read, List.of()));
        hidden = List.copyOf(Objects.requireNonNullElse(hidden, List.of()));
        timeoutSeconds = timeoutSeconds == 0 ? TIMEOUT : timeoutSeconds;
        if ((command == null) == (url == null)) {
            throw new IllegalArgumentException("a server has either a command or a url");
        }
        if (url != null) {
            requireWeb(url);
            if (!arguments.isEmpty() || !environment.isEmpty() || network) {
                throw new IllegalArgumentException("arguments, environment and network belong to a command");
            }
        } else if (!headers.isEmpty()) {
            throw new IllegalArgumentException("headers belong to a url");
        }
        if (timeoutSeconds < 1 || timeoutSeconds > LONGEST) {
            throw new IllegalArgumentException(
                    "timeout-seconds is from 1 to " + LONGEST + " but was " + timeoutSeconds);
        }
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** Whether the tool of that name only looks. */
    boolean reads(String tool) {
        return read.contains("*") || read.contains(tool);
    }

    private static void requireWeb(URI url) {
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!web || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "url is an http or https address without a user name, but was '" + url + "'");
        }
    }

    /** Without environment and headers, which may hold secrets. */
    @Override
    public String toString() {
        return url == null ? command + " " + arguments : url.toString();
    }
}
