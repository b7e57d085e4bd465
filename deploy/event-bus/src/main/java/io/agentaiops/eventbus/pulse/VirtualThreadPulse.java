package io.agentaiops.eventbus.pulse;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.jboss.logging.Logger;

/**
 * The service is alive when its virtual threads run. Whoever holds all their carriers (a class that is initialised, native
 * code, a debugger) lets requests wait for ever without any error; so a thread of the platform starts a virtual one now and
 * then and looks whether it ran.
 */
@Liveness
@ApplicationScoped
class VirtualThreadPulse implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(VirtualThreadPulse.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LATE = Duration.ofSeconds(20);

    /** Longer than any pause of a machine that is merely busy. */
    private static final Duration STALLED = Duration.ofSeconds(60);

    private final Executor virtual;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("pulse").daemon().factory());

    /** When the virtual thread was started that has not run yet; meaningless while none is awaited. */
    private volatile long startedAt;

    private volatile boolean awaited;
    private boolean told;

    @Inject
    VirtualThreadPulse() {
        this(Thread::startVirtualThread, System::nanoTime);
    }

    VirtualThreadPulse(Executor virtual, LongSupplier nanoTime) {
        this.virtual = virtual;
        this.nanoTime = nanoTime;
    }

    void start(@Observes StartupEvent event) {
        var unused = clock.scheduleAtFixedRate(this::beat, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    /** Starts a virtual thread, unless the last one has not run yet. */
    void beat() {
        if (!awaited) {
            told = false;
            startedAt = nanoTime.getAsLong();
            awaited = true;
            virtual.execute(() -> awaited = false);
        } else if (late() > LATE.toNanos() && !told) {
            told = true;
            LOG.errorf(
                    "no virtual thread has run for %d s; a thread dump (jcmd PID Thread.dump_to_file) shows who holds"
                            + " their carriers",
                    TimeUnit.NANOSECONDS.toSeconds(late()));
        }
    }

    private long late() {
        return awaited ? nanoTime.getAsLong() - startedAt : 0;
    }

    @Override
    public HealthCheckResponse call() {
        long late = late();
        return HealthCheckResponse.named("virtual threads")
                .status(late < STALLED.toNanos())
                .withData("lateSeconds", TimeUnit.NANOSECONDS.toSeconds(late))
                .build();
    }
}
