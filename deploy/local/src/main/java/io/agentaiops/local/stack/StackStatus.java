package io.agentaiops.local.stack;

import io.agentaiops.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at what runs of a stack. */
public final class StackStatus {

    private static final List<String> ENGINES = List.of("kafka", "postgres", "opensearch");
    private static final long KIBIBYTES = 1024;

    private StackStatus() {}

    /** The engines, then the services. */
    public static List<ComponentStatus> of(Stack stack) {
        List<ComponentStatus> all = new ArrayList<>();
        ENGINES.forEach(
                engine -> all.add(Optional.ofNullable(stack.external().named().get(engine))
                        .map(address -> new ComponentStatus(engine, "external", address, 0, "", 0))
                        .orElseGet(() -> component(stack, engine))));
        for (Service service : Service.values()) {
            Formation formation = Formation.of(stack, service);
            Stream.concat(
                            formation.names().stream(),
                            formation.surplus(stack).stream().map(RunState::name))
                    .forEach(name -> all.add(component(stack, name)));
        }
        return List.copyOf(all);
    }

    private static ComponentStatus component(Stack stack, String name) {
        Optional<RunState> recorded = stack.states().all().stream()
                .filter(state -> state.name().equals(name))
                .findFirst();
        if (recorded.isEmpty()) {
            return new ComponentStatus(name, "stopped", "", 0, "", 0);
        }
        RunState state = recorded.get();
        String address = "127.0.0.1:" + state.port();
        if (!state.process().isAlive()) {
            return new ComponentStatus(name, "ended", address, 0, "", 0);
        }
        String health = ENGINES.contains(name)
                ? Ports.isFree(state.port()) ? "silent" : "up"
                : ServiceComponent.Health.of(Service.of(name)
                                .filter(service -> name.equals(service.balancer()))
                                .map(service ->
                                        "http://127.0.0.1:" + stack.ports().balancerAdmin(service))
                                .orElse("http://" + address))
                        .label();
        return new ComponentStatus(
                name, health, address, state.pid(), state.startedAt().toString(), memory(state.pid()));
    }

    private static long memory(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIBIBYTES)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
