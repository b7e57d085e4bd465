package io.agentaiops.balancer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program: one balancer for one service, told by its environment what to do ({@link BalancerSettings}). */
public final class BalancerMain {

    private static final Logger LOG = Logger.getLogger(BalancerMain.class.getName());

    /** How long requests in flight may take when the balancer is asked to end. */
    private static final long GRACE_MILLIS = 5_000;

    private static final long LOOK_MILLIS = 20;

    private final Vertx vertx;
    private final ReplicaSet replicas = new ReplicaSet();

    private BalancerMain(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs until it is asked to end (TERM); ends with 1 when it cannot listen. */
    public static void main(String[] arguments) {
        try {
            BalancerSettings settings = BalancerSettings.from(System.getenv());
            BalancerMain balancer = new BalancerMain(Vertx.vertx(withoutFiles()));
            balancer.start(settings)
                    .onSuccess(up -> LOG.log(Level.INFO, "{0} is balanced on {1}:{2,number,#}", new Object[] {
                        settings.service(), settings.host(), settings.port()
                    }))
                    .onFailure(failure -> {
                        LOG.log(Level.SEVERE, "cannot balance " + settings.service(), failure);
                        System.exit(1);
                    });
            Runtime.getRuntime().addShutdownHook(new Thread(balancer::end, "end"));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.SEVERE, "the balancer cannot start: {0}", e.getMessage());
            System.exit(1);
        }
    }

    /** It serves none, and needs no folder to unpack any. */
    private static VertxOptions withoutFiles() {
        return new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    /** Listens on both ports. */
    static Future<Void> start(Vertx vertx, BalancerSettings settings) {
        return new BalancerMain(vertx).start(settings);
    }

    private Future<Void> start(BalancerSettings settings) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        BalancerMetrics metrics = new BalancerMetrics(registry, settings.service());
        return vertx.deployVerticle(new ReplicaWatch(settings, replicas, metrics))
                .compose(watching -> vertx.deployVerticle(new AdminDoor(settings, replicas, registry)))
                .compose(telling -> vertx.deployVerticle(
                        () -> new FrontDoor(settings, replicas, metrics),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors())))
                .mapEmpty();
    }

    /** Requests in flight are let through before the port closes. */
    private void end() {
        try {
            CountDownLatch quiet = new CountDownLatch(1);
            long latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
            vertx.setPeriodic(LOOK_MILLIS, tick -> {
                if (replicas.inFlight() == 0 || System.nanoTime() > latest) {
                    quiet.countDown();
                }
            });
            if (!quiet.await(2 * GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warning("the event loop did not answer in time");
            }
            vertx.close().toCompletionStage().toCompletableFuture().get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            LOG.log(Level.WARNING, "not ended in order", e);
        }
    }
}
