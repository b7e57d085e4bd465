package io.agentaiops.local.stack;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Ends what the records of a stack name: the services first, side by side, then the engines. */
public final class StackStopper {

    /** Ten seconds for requests, eight for events; a page that follows the status is heard to have gone within fifteen. */
    private static final Duration GRACE = Duration.ofSeconds(35);

    /** A program that ends for the first time writes its classes to disk, at once with all others on few cores. */
    private static final Duration FIRST_GRACE = Duration.ofSeconds(90);

    private static final Set<String> ENGINES = Set.of("kafka", "postgres", "opensearch");

    private final Stack stack;
    private final StackHome home;
    private final RunStates states;
    private final Progress progress;

    public StackStopper(Stack stack, Progress progress) {
        this.stack = stack;
        this.home = stack.home();
        this.states = stack.states();
        this.progress = progress;
    }

    /** Stops everything; returns what had to be killed. */
    public List<String> stopAll() {
        return stop(states.all());
    }

    /**
     * Stops those that run, one after the other in the order of their names here; returns what had to be killed. The name
     * of a service means all of it, its replicas and their balancer; a replica that is named alone is drained first.
     */
    public List<String> stopOneByOne(List<String> names) {
        List<String> killed = new ArrayList<>();
        for (String name : names) {
            List<RunState> all = Service.named(name)
                    .map(this::all)
                    .orElseGet(() -> states.running(name).stream().toList());
            Service.of(name)
                    .filter(service -> service.isReplica(name) && !all.isEmpty())
                    .ifPresent(service -> drain(service, name));
            killed.addAll(stop(all));
        }
        return killed;
    }

    private List<RunState> all(Service service) {
        return states.running().stream()
                .filter(state ->
                        Service.of(state.name()).filter(service::equals).isPresent())
                .toList();
    }

    /** Lets the balancer, if there is one and another replica to give requests to, take it out. */
    void drain(Service service, String replica) {
        BalancedService balanced = new BalancedService(stack, service);
        if (!balanced.runs()) {
            return;
        }
        balanced.drain(replica);
        int left = balanced.awaitDrained(replica);
        if (left > 0) {
            progress.note(replica + " still answers " + left + " request(s) after "
                    + BalancedService.DRAINED_WITHIN.toSeconds() + " s; they are cut off");
        }
    }

    /** Stops these, in the order that is theirs; returns what had to be killed. */
    List<String> stop(List<RunState> components) {
        List<RunState> newestFirst = components.stream()
                .sorted(Comparator.comparingInt(RunState::order).reversed())
                .toList();
        List<String> killed = new ArrayList<>();
        killed.addAll(sideBySide(newestFirst.stream()
                .filter(state -> !ENGINES.contains(state.name()))
                .toList()));
        killed.addAll(sideBySide(newestFirst.stream()
                .filter(state -> ENGINES.contains(state.name()))
                .toList()));
        return killed;
    }

    private List<String> sideBySide(List<RunState> group) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Boolean>> stops = group.stream()
                    .map(state -> CompletableFuture.supplyAsync(() -> stop(state), executor))
                    .toList();
            List<String> killed = new ArrayList<>();
            for (int i = 0; i < stops.size(); i++) {
                if (!stops.get(i).join()) {
                    killed.add(group.get(i).name());
                }
            }
            return killed;
        }
    }

    private boolean stop(RunState state) {
        long begin = System.nanoTime();
        boolean graceful = true;
        if (state.process().isAlive()) {
            graceful = state.process().stop(grace(state.name()));
            progress.stopped(state.name(), Duration.ofNanos(System.nanoTime() - begin), graceful);
        }
        states.delete(state.name());
        return graceful;
    }

    private Duration grace(String component) {
        boolean first = !component.equals("postgres")
                && !Files.exists(home.classData(component))
                && !Files.exists(home.trained(component));
        return first ? FIRST_GRACE : GRACE;
    }
}
