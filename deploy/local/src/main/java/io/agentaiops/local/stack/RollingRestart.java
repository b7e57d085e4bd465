package io.agentaiops.local.stack;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Restarts the processes of a service one after the other: each is taken out of the balancer, ends what it has begun, is
 * started anew, and takes requests again before the next one's turn comes. With two or more no request is lost.
 */
final class RollingRestart {

    private final Stack stack;
    private final Progress progress;
    private final Clock clock;

    RollingRestart(Stack stack, Progress progress, Clock clock) {
        this.stack = stack;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Restarts these; one that does not run is started.
     *
     * @param components processes of one service, in the order of their turns
     * @throws StackFailure when one does not come up: those whose turn had not come still run
     */
    void restart(Service service, List<ServiceComponent> components) {
        Formation formation = Formation.of(stack, service);
        BalancedService balanced = new BalancedService(stack, service);
        for (ServiceComponent component : components) {
            boolean smooth = balanced.runs() && balanced.canDoWithout(component.name());
            if (!smooth && stack.states().running(component.name()).isPresent()) {
                progress.note(component.name() + " has no other replica beside it: " + service.id()
                        + " does not answer until it is back");
            }
            one(service, formation, balanced, component, smooth);
        }
    }

    private void one(
            Service service,
            Formation formation,
            BalancedService balanced,
            ServiceComponent component,
            boolean smooth) {
        Optional<RunState> running = stack.states().running(component.name());
        StackStopper stopper = new StackStopper(stack, progress);
        if (running.isPresent() && smooth) {
            stopper.drain(service, component.name());
        }
        stopper.stop(running.stream().toList());
        new StackStarter(stack, progress, clock).start(List.of(component));
        if (balanced.runs()) {
            balanced.publish(formation.numbers(), Set.of());
            balanced.awaitServing(component.name());
        }
    }
}
