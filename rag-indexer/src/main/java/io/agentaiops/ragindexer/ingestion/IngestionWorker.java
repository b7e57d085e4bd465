package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.ingestion.IngestionSignal.Work;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The threads that work documents off: one extracts the text of files, one indexes. */
@ApplicationScoped
class IngestionWorker {

    private final IngestionPipeline pipeline;
    private final OriginalFiles files;
    private final IngestionSignal signal;
    private final IngestionConfig config;
    private final RetryingWorker indexing;
    private final RetryingWorker extracting;

    IngestionWorker(IngestionPipeline pipeline, OriginalFiles files, IngestionSignal signal, IngestionConfig config) {
        this.pipeline = pipeline;
        this.files = files;
        this.signal = signal;
        this.config = config;
        this.indexing = new RetryingWorker("indexing", config.longestPause(), this::index);
        this.extracting = new RetryingWorker("extraction", config.longestPause(), this::extract);
    }

    void start(@Observes StartupEvent event) {
        indexing.start();
        extracting.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        indexing.stop(signal::raise);
        extracting.stop(signal::raise);
    }

    private void index() throws InterruptedException {
        if (pipeline.runBatch() > 0) {
            signal.worked();
        } else if (!indexing.isStopping()) {
            signal.await(Work.INDEX, config.poll());
        }
    }

    private void extract() throws InterruptedException {
        if (files.extractNext()) {
            signal.raise();
            signal.worked();
        } else if (!extracting.isStopping()) {
            signal.await(Work.EXTRACT, config.poll());
        }
    }
}
