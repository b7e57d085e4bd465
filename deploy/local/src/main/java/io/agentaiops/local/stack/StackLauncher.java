package io.agentaiops.local.stack;

import io.agentaiops.local.keys.KeyRing;
import io.agentaiops.local.process.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The way up: checks the machine, makes the keys, and starts what does not run yet. */
public final class StackLauncher {

    private final Stack stack;
    private final Progress progress;
    private final Clock clock;

    public StackLauncher(Stack stack, Progress progress, Clock clock) {
        this.stack = stack;
        this.progress = progress;
        this.clock = clock;
    }

    /** Brings the stack up as it was last asked for, or throws a {@link StackFailure} and leaves running what ran before. */
    public void up() {
        up(ReplicaCounts.none());
    }

    /**
     * Brings the stack up with so many replicas, and with as many as were asked for before of services that are not named.
     * When that fails, what was asked for before counts again.
     */
    public void up(ReplicaCounts asked) {
        locked(() -> {
            if (asked.isEmpty()) {
                start(component -> true);
                return;
            }
            ReplicaCounts before = ReplicaCounts.of(stack.home());
            asked.over(before).save(stack.home());
            try {
                start(component -> true);
            } catch (RuntimeException e) {
                before.save(stack.home());
                throw e;
            }
        });
    }

    /** Brings up the engines alone: what a restore needs. */
    void upEngines() {
        locked(() -> start(EngineComponent.class::isInstance));
    }

    /**
     * Restarts services one process after the other.
     *
     * @param names services, or single replicas such as {@code tool-runner-2}; none for all services
     */
    public void restart(List<String> names) {
        names.forEach(this::requireKnown);
        locked(() -> {
            List<ServiceComponent> all = components().stream()
                    .filter(ServiceComponent.class::isInstance)
                    .map(ServiceComponent.class::cast)
                    .toList();
            List<ServiceComponent> chosen = all.stream()
                    .filter(component -> names.isEmpty()
                            || names.contains(component.name())
                            || names.contains(component.service().id()))
                    .toList();
            for (Service service : Service.values()) {
                new RollingRestart(stack, progress, clock)
                        .restart(
                                service,
                                chosen.stream()
                                        .filter(component -> component.service() == service)
                                        .toList());
            }
        });
    }

    private void requireKnown(String name) {
        Set<String> known = new TreeSet<>(Service.ids());
        for (Service service : Service.values()) {
            known.addAll(Formation.of(stack, service).processes());
        }
        if (!known.contains(name)) {
            throw new StackFailure(
                    "there is no service or replica " + name + " to restart; there are: " + String.join(", ", known));
        }
    }

    private void locked(Runnable work) {
        stack.home().create();
        try (FileChannel channel = FileChannel.open(
                        stack.home().run().resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock == null) {
                throw new StackFailure("another ./aiops up or restart is at work on this stack; wait for it");
            }
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The accounts and keys are put in order before anything is started. */
    private List<Component> components() {
        Account account = Account.unprivileged();
        JavaRuntime java = JavaRuntime.current(account);
        account.requireWay(List.of(stack.home().root(), stack.home().folder(), java.home()));
        KeyRing keys = stack.keys().complete();
        List.of(
                        keys.adminKey(),
                        keys.alertRouterKey(),
                        keys.conversationKey(),
                        keys.pseudonymKey(),
                        keys.backupKey(),
                        keys.auditPrivateKey(),
                        keys.jwtPrivateKey())
                .forEach(account::take);
        account.share(keys.toolRunnerKey(), account.isolated());
        account.ownOpenly(stack.home().config());
        account.own(stack.home().backups());
        return Components.of(stack, java, JavaRuntime.current(account.isolated()));
    }

    private void start(Predicate<Component> wanted) {
        List<Component> components = components().stream().filter(wanted).toList();
        components.forEach(Component::version);
        requireDifferentPorts(components);
        // Its port is held by the service that is alone until its replicas run.
        List<Component> takeovers = components.stream().filter(this::takesOver).toList();
        List<Component> missing = components.stream()
                .filter(component -> stack.states().running(component.name()).isEmpty())
                .filter(component -> !takeovers.contains(component))
                .toList();
        Machine.require(stack.home(), Account.unprivileged(), missing);
        List<Formation> formations = components.stream()
                .filter(BalancerComponent.class::isInstance)
                .map(balancer -> Formation.of(stack, ((BalancerComponent) balancer).service()))
                .toList();
        formations.forEach(this::publish);
        rollWhatWasRebuilt(components);
        new StackStarter(stack, progress, clock)
                .start(components.stream()
                        .filter(component -> !takeovers.contains(component))
                        .toList());
        takeovers.forEach(balancer -> takeOver((BalancerComponent) balancer));
        if (components.stream().anyMatch(ServiceComponent.class::isInstance)) {
            Arrays.stream(Service.values()).forEach(this::stopSurplus);
        }
    }

    private boolean takesOver(Component component) {
        return component instanceof BalancerComponent balancer
                && stack.states().running(balancer.service().id()).isPresent();
    }

    private static void requireDifferentPorts(List<Component> components) {
        Map<Integer, String> holders = new HashMap<>();
        components.forEach(component -> component.ports().forEach(port -> {
            String other = holders.put(port, component.name());
            if (other != null) {
                throw new StackFailure("port " + port + " would be that of " + other + " and of " + component.name()
                        + "; change AIOPS_..._PORT, or the number of replicas");
            }
        }));
    }

    /** Names those that are wanted, and those too many as draining: requests go on being answered while that changes. */
    private void publish(Formation formation) {
        Service service = formation.service();
        Set<String> surplus = new HashSet<>();
        TreeSet<Integer> numbers = new TreeSet<>(formation.numbers());
        formation.surplus(stack).stream()
                .map(RunState::name)
                .filter(service::isReplica)
                .forEach(name -> {
                    surplus.add(name);
                    numbers.add(service.numberOf(name));
                });
        new BalancedService(stack, service).publish(List.copyOf(numbers), surplus);
    }

    /** Replicas that were rebuilt take turns, as long as what they need is there; all others are restarted at once. */
    private void rollWhatWasRebuilt(List<Component> components) {
        for (Service service : Service.values()) {
            List<ServiceComponent> old = components.stream()
                    .filter(ServiceComponent.class::isInstance)
                    .map(ServiceComponent.class::cast)
                    .filter(component -> component.service() == service && component.number() > 0)
                    .filter(component -> stack.states()
                            .running(component.name())
                            .filter(state -> !state.version().equals(component.version()))
                            .isPresent())
                    .toList();
            boolean engines = old.stream()
                    .flatMap(component -> component.needs().stream())
                    .allMatch(name -> stack.states().running(name).isPresent());
            if (old.size() > 1 && engines && new BalancedService(stack, service).runs()) {
                progress.note(service.id() + " was rebuilt and is restarted, one replica after the other");
                new RollingRestart(stack, progress, clock).restart(service, old);
            }
        }
    }

    /** The replicas are ready: the service that was alone ends what it has begun, and the balancer takes its port. */
    private void takeOver(BalancerComponent balancer) {
        Service service = balancer.service();
        progress.note(service.id() + " makes room for its balancer: it does not answer for about a second");
        new StackStopper(stack, progress)
                .stop(stack.states().running(service.id()).stream().toList());
        Machine.require(stack.home(), Account.unprivileged(), List.of(balancer));
        new StackStarter(stack, progress, clock).start(List.of(balancer));
    }

    private void stopSurplus(Service service) {
        Formation formation = Formation.of(stack, service);
        List<RunState> surplus = formation.surplus(stack);
        if (surplus.isEmpty()) {
            return;
        }
        BalancedService balanced = new BalancedService(stack, service);
        StackStopper stopper = new StackStopper(stack, progress);
        for (RunState state : surplus) {
            if (balanced.runs() && service.isReplica(state.name())) {
                stopper.drain(service, state.name());
            }
            stopper.stop(List.of(state));
        }
        if (formation.balanced()) {
            balanced.publish(formation.numbers(), Set.of());
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
