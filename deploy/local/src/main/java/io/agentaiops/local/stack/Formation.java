package io.agentaiops.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a service is set up: one process on the service's own port, or replicas on ports of their own and a balancer on the
 * service's. A balancer that runs stays when a single replica is left: nothing is interrupted, and {@code down} ends it.
 *
 * @param service the service
 * @param replicas how many
 * @param balanced whether a balancer stands before them
 */
record Formation(Service service, int replicas, boolean balanced) {

    static Formation of(Stack stack, Service service) {
        int count = ReplicaCounts.of(stack.home()).of(service);
        boolean balancerRuns = stack.states().running(service.balancer()).isPresent();
        return new Formation(service, count, count > 1 || balancerRuns);
    }

    /** The number of each process; 0 for one that is alone. */
    List<Integer> numbers() {
        return balanced ? IntStream.rangeClosed(1, replicas).boxed().toList() : List.of(0);
    }

    /** The names of its components, the balancer first. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        if (balanced) {
            names.add(service.balancer());
        }
        numbers().forEach(number -> names.add(name(number)));
        return names;
    }

    /** The names of the processes of the service. */
    List<String> processes() {
        return numbers().stream().map(this::name).toList();
    }

    private String name(int number) {
        return number == 0 ? service.id() : service.replica(number);
    }

    /** What runs of the service and does not belong to it (any more). */
    List<RunState> surplus(Stack stack) {
        List<String> wanted = names();
        return stack.states().running().stream()
                .filter(state ->
                        Service.of(state.name()).filter(service::equals).isPresent())
                .filter(state -> !wanted.contains(state.name()))
                .toList();
    }
}
