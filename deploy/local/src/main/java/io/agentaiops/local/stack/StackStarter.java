package io.agentaiops.local.stack;

import io.agentaiops.local.engine.KafkaTopics;
import io.agentaiops.local.engine.Startup;
import io.agentaiops.local.process.Launch;
import io.agentaiops.local.process.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings a stack up: every component is started as soon as what it needs is ready. What runs already stays, unless it was
 * rebuilt. When one fails, everything that this start has begun is stopped again.
 */
final class StackStarter {

    private final Stack stack;
    private final RunStates states;
    private final Progress progress;
    private final Clock clock;
    private final AtomicInteger order;
    private final ConcurrentLinkedDeque<RunState> begun = new ConcurrentLinkedDeque<>();
    private final Set<String> ready = ConcurrentHashMap.newKeySet();
    private boolean givenUp;

    StackStarter(Stack stack, Progress progress, Clock clock) {
        this.stack = stack;
        this.states = stack.states();
        this.progress = progress;
        this.clock = clock;
        this.order = new AtomicInteger(
                states.running().stream().mapToInt(RunState::order).max().orElse(0));
    }

    void start(List<Component> components) {
        stack.external().kafka().ifPresent(KafkaTopics::create);
        stack.external().named().forEach(progress::external);
        Thread undo = new Thread(this::undo, "undo");
        remember(undo);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Map<String, CompletableFuture<Void>> starts = new HashMap<>();
            CompletableFuture<Void> failure = new CompletableFuture<>();
            for (Component component : components) {
                CompletableFuture<Void> start = needed(component, starts)
                        .thenRunAsync(() -> bring(component), executor)
                        .whenComplete((done, error) -> {
                            if (error != null) {
                                failure.completeExceptionally(error);
                            }
                        });
                starts.put(component.name(), start);
            }
            CompletableFuture<Void> all =
                    CompletableFuture.allOf(starts.values().toArray(CompletableFuture[]::new));
            CompletableFuture.anyOf(all, failure).join();
        } catch (CompletionException e) {
            executor.shutdownNow();
            executor.close();
            undo();
            throw new StackFailure(reason(e), e);
        } finally {
            executor.shutdownNow();
            forget(undo);
        }
    }

    /** A start that belongs to the JVM's own ending, such as that of a part that was taken away, is not undone. */
    private static void remember(Thread undo) {
        try {
            Runtime.getRuntime().addShutdownHook(undo);
        } catch (IllegalStateException e) {
            // The JVM is ending already.
        }
    }

    private CompletableFuture<Void> needed(Component component, Map<String, CompletableFuture<Void>> starts) {
        return CompletableFuture.allOf(component.needs().stream()
                .map(name -> Optional.ofNullable(starts.get(name))
                        .or(() -> states.running(name).map(runs -> CompletableFuture.completedFuture(null)))
                        .orElseThrow(() -> new StackFailure(
                                component.name() + " needs " + name + ", which does not run; start it: ./aiops up")))
                .toArray(CompletableFuture[]::new));
    }

    private void bring(Component component) {
        String version = component.version();
        Optional<RunState> running = states.running(component.name());
        if (running.isPresent()) {
            RunState state = running.get();
            if (state.version().equals(version)) {
                Startup.await(state.process(), stack.home().log(component.name()), component::ready, component.limit());
                progress.alreadyRuns(component.name(), state.pid(), address(component));
                return;
            }
            progress.note(component.name() + " was rebuilt and is restarted");
            new StackStopper(stack, progress).stop(List.of(state));
        }
        launch(component, version);
    }

    private void launch(Component component, String version) {
        long begin = System.nanoTime();
        LogRotation.beforeStart(stack.home().log(component.name()));
        RunState state = begin(component, version);
        LocalProcess process = state.process();
        Startup.await(process, stack.home().log(component.name()), component::ready, component.limit());
        component.complete();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        states.save(state.readyAfter(took));
        ready.add(component.name());
        progress.started(component.name(), took, address(component));
    }

    /** Starts the process and records it at once, so that whatever comes next can stop it. */
    private RunState begin(Component component, String version) {
        Launch launch = component.prepare();
        synchronized (this) {
            if (givenUp) {
                throw new StackFailure(component.name() + " is not started any more");
            }
            LocalProcess process = LocalProcess.start(launch, component.stopSignal());
            RunState state = RunState.begun(
                    process, component.ports().getFirst(), order.incrementAndGet(), version, clock.instant());
            begun.push(state);
            states.save(state);
            return state;
        }
    }

    private static String address(Component component) {
        return "127.0.0.1:" + component.ports().getFirst();
    }

    private synchronized void undo() {
        givenUp = true;
        if (!begun.isEmpty()) {
            progress.note("stopping what was started");
            new StackStopper(stack, progress).stop(new ArrayList<>(begun));
            begun.stream()
                    .map(RunState::name)
                    .filter(name -> !ready.contains(name))
                    .forEach(this::forgetClasses);
            begun.clear();
        }
    }

    /** What a program that never came up has kept of its classes would make every later start slow. */
    private void forgetClasses(String component) {
        try {
            Files.deleteIfExists(stack.home().classData(component));
            Files.deleteIfExists(stack.home().trained(component));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The start is over, well or badly: a later end of this program must stop nothing. */
    private static void forget(Thread undo) {
        try {
            Runtime.getRuntime().removeShutdownHook(undo);
        } catch (IllegalStateException e) {
            // this program is ending right now, and the hook does its work
        }
    }

    private static String reason(CompletionException failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
