package io.agentaiops.local.cli;

import io.agentaiops.local.gateway.GatewayClient;
import io.agentaiops.local.gateway.GatewayUnreachable;
import io.agentaiops.local.keys.KeyRing;
import io.agentaiops.local.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which stack a command is about. */
final class StackOptions {

    @Option(
            names = "--offset",
            paramLabel = "N",
            defaultValue = "${env:AIOPS_OFFSET:-0}",
            description = "Added to every port, for a second stack beside the first (default: $AIOPS_OFFSET, or 0).")
    private int offset;

    Stack stack() {
        return Stack.of(root(), offset, System.getenv());
    }

    /** The gateway of the stack, with the key that its start made. */
    GatewayClient gateway() {
        Stack stack = stack();
        Path key = stack.keys().adminKey();
        if (!Files.exists(key)) {
            throw new GatewayUnreachable("there is no key in " + key + "; start the platform with ./aiops up");
        }
        return new GatewayClient(stack.address(), KeyRing.read(key));
    }

    static Path root() {
        String root = System.getProperty("aiops.root");
        return Path.of(root == null ? "." : root).toAbsolutePath().normalize();
    }
}
