package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.ProcessOutcome.Exited;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process of its own that runs shell scripts in a sandbox, for {@link OrdinaryUserTest}; it has few libraries. */
final class OrdinaryUser {

    private OrdinaryUser() {}

    /**
     * Prints the level, then of each script its exit code and output.
     *
     * @param arguments a file with the configuration, and scripts
     */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException, InterruptedException {
        SandboxConfig config = config(Path.of(arguments[0]));
        Sandbox sandbox = new Sandbox(config, new Executables(config));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("level " + sandbox.level().label() + " " + sandbox.why());
        for (String script : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            SandboxedCommand command = new SandboxedCommand(List.of("/bin/sh", "-c", script), false, false, false);
            Exited exited = (Exited) sandbox.run(List.of(command), Duration.ofSeconds(20));
            out.println("== " + exited.exitCode());
            out.print(exited.output());
        }
        sandbox.close();
    }

    /** The values by their names, as the test has written them; what is absent is an empty optional. */
    private static SandboxConfig config(Path file) throws IOException, ClassNotFoundException {
        Map<?, ?> values;
        try (InputStream in = Files.newInputStream(file);
                ObjectInputStream objects = new ObjectInputStream(in)) {
            values = (Map<?, ?>) objects.readObject();
        }
        return (SandboxConfig) Proxy.newProxyInstance(
                SandboxConfig.class.getClassLoader(), new Class<?>[] {SandboxConfig.class}, (self, method, given) -> {
                    Object value = values.get(method.getName());
                    return method.getReturnType() == Optional.class ? Optional.ofNullable(value) : value;
                });
    }
}
