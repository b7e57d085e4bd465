package io.agentaiops.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Processes that end or stand still without a word. */
final class ProcessFault {

    /** Longer than any lease of a service that may be taken over by a replica (4 to 7 seconds; 20 for a batch of documents). */
    private static final Duration PARTITION = Duration.ofSeconds(10);

    private ProcessFault() {}

    /** Ends them at the same time, as a power failure does. */
    record Kill(Stack stack, List<String> components) implements Fault {

        @Override
        public String name() {
            return "kill -9 " + String.join(" and ", components);
        }

        @Override
        public void strike() {
            components.forEach(stack::kill);
        }

        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }

        @Override
        public void heal() {
            stack.up();
        }
    }

    /** An engine that others cannot reach and that goes on as if nothing had been. */
    record Freeze(Stack stack, String engine) implements Fault {

        @Override
        public String name() {
            return "freeze " + engine;
        }

        @Override
        public void strike() {
            stack.pause(engine);
        }

        @Override
        public Duration lasts() {
            return PARTITION;
        }

        @Override
        public void heal() {
            stack.resume(engine);
        }
    }

    /** A replica that is cut off for longer than its leases while another takes its work over; then it wakes up. */
    static final class CutOff implements Fault {

        private final Stack stack;
        private final String service;
        private @Nullable Replica other;

        CutOff(Stack stack, String service) {
            this.stack = stack;
            this.service = service;
        }

        @Override
        public String name() {
            return "cut off one of two " + service;
        }

        @Override
        public void strike() {
            Replica replica = Replica.of(stack, service, Duration.ZERO);
            other = replica;
            await().atMost(Duration.ofMinutes(2)).until(replica::isReady);
            stack.pause(service);
        }

        @Override
        public Duration lasts() {
            return PARTITION;
        }

        @Override
        public void heal() {
            stack.resume(service);
            Objects.requireNonNull(other).kill();
        }
    }
}
