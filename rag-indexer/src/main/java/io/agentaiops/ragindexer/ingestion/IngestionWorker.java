package io.agentaiops.ragindexer.ingestion;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The thread that works documents off. While the index, the model or the database is away it tries again, with growing
 * pauses and for ever: nothing is given up and nothing is lost.
 */
@ApplicationScoped
class IngestionWorker {

    private static final Logger LOG = Logger.getLogger(IngestionWorker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final IngestionPipeline pipeline;
    private final IngestionSignal signal;
    private final IngestionConfig config;
    private final Thread thread = Thread.ofPlatform().daemon().name("ingestion").unstarted(this::workForEver);
    private volatile boolean stopping;
    private int failures;

    IngestionWorker(IngestionPipeline pipeline, IngestionSignal signal, IngestionConfig config) {
        this.pipeline = pipeline;
        this.signal = signal;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    /** Lets the batch in hand end, so that its claims are given back. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        signal.raise();
        thread.join(Duration.ofSeconds(5));
    }

    private void workForEver() {
        try {
            while (!stopping) {
                if (!workOnce()) {
                    Thread.sleep(pause());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        }
    }

    private boolean workOnce() throws InterruptedException {
        try {
            int worked = pipeline.runBatch();
            if (failures > 0) {
                LOG.infof("indexing goes on after failures=%d", failures);
                failures = 0;
            }
            if (worked == 0 && !stopping) {
                signal.await(config.poll());
            }
            return true;
        } catch (RuntimeException e) {
            failures++;
            if (failures == 1) {
                LOG.warnf("indexing has to wait and is tried again: %s", e);
            } else {
                LOG.debugf(e, "indexing still has to wait, failures=%d", failures);
            }
            return false;
        }
    }

    private Duration pause() {
        Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        return grown.compareTo(config.longestPause()) < 0 ? grown : config.longestPause();
    }
}
