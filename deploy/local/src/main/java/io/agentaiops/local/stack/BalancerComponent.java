package io.agentaiops.local.stack;

import io.agentaiops.local.process.Account;
import io.agentaiops.local.process.Launch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What listens on a service's port when the service has several replicas.
 *
 * @param stack the stack
 * @param service the service
 * @param java what runs it
 */
record BalancerComponent(Stack stack, Service service, JavaRuntime java) implements Component {

    private static final String MAIN_CLASS = "io.agentaiops.balancer.BalancerMain";
    private static final String LOG_FORMAT =
            "-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$-7s %5$s%6$s%n";

    @Override
    public String name() {
        return service.balancer();
    }

    /** Last, so that the port answers from the moment it is open. */
    @Override
    public List<String> needs() {
        return Formation.of(stack, service).processes();
    }

    @Override
    public List<Integer> ports() {
        return List.of(stack.ports().of(service), stack.ports().balancerAdmin(service));
    }

    @Override
    public String version() {
        try {
            return Files.getLastModifiedTime(jar()).toInstant().toString();
        } catch (IOException e) {
            throw new IllegalStateException(
                    jar() + " is missing: build it with ./mvnw -pl deploy/balancer package -DskipTests", e);
        }
    }

    private Path jar() {
        return stack.home().root().resolve("deploy/balancer/target/aiops-balancer.jar");
    }

    @Override
    public Launch prepare() {
        Account account = java.account();
        Path data = account.own(stack.home().data(name()));
        List<String> command = List.of(
                java.command(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.home=" + data,
                LOG_FORMAT,
                "-cp",
                classPath(),
                MAIN_CLASS);
        return new Launch(name(), command, environment(), data, stack.home().log(name()), account);
    }

    private String classPath() {
        try (Stream<Path> libraries = Files.list(jar().resolveSibling("lib"))) {
            return Stream.concat(Stream.of(jar()), libraries.sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new IllegalStateException(
                    jar().resolveSibling("lib") + " is missing: build it with"
                            + " ./mvnw -pl deploy/balancer package -DskipTests",
                    e);
        }
    }

    /** It is told what it needs, and no key: it passes on what it does not understand. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (String name : List.of("AIOPS_HTTP_HOST", "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "PATH", "TZ")) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("AIOPS_BALANCER_SERVICE", service.id());
        environment.put("AIOPS_BALANCER_PORT", Integer.toString(stack.ports().of(service)));
        environment.put(
                "AIOPS_BALANCER_ADMIN_PORT", Integer.toString(stack.ports().balancerAdmin(service)));
        environment.put(
                "AIOPS_BALANCER_REPLICAS_FILE",
                stack.home().balanced(service.id()).toString());
        return environment;
    }

    @Override
    public boolean ready() {
        return ServiceComponent.Health.of("http://127.0.0.1:" + stack.ports().balancerAdmin(service))
                .equals(ServiceComponent.Health.UP);
    }
}
