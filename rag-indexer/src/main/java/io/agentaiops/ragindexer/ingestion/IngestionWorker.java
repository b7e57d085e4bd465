package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.ingestion.IngestionSignal.Work;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.IntStream;

/** The threads that work documents off: one extracts the text of files, some index. */
@ApplicationScoped
class IngestionWorker {

    private final IngestionPipeline pipeline;
    private final OriginalFiles files;
    private final IngestionSignal signal;
    private final IngestionConfig config;
    private final List<RetryingWorker> indexing;
    private final RetryingWorker extracting;

    IngestionWorker(IngestionPipeline pipeline, OriginalFiles files, IngestionSignal signal, IngestionConfig config) {
        this.pipeline = pipeline;
        this.files = files;
        this.signal = signal;
        this.config = config;
        this.indexing = IntStream.range(0, config.workers())
                .mapToObj(i -> new RetryingWorker("indexing-" + i, config.longestPause(), this::index))
                .toList();
        this.extracting = new RetryingWorker("extraction", config.longestPause(), this::extract);
    }

    void start(@Observes StartupEvent event) {
        indexing.forEach(RetryingWorker::start);
        extracting.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        for (RetryingWorker one : indexing) {
            one.stop(signal::raise);
        }
        extracting.stop(signal::raise);
    }

    private void index() throws InterruptedException {
        if (pipeline.runBatch() > 0) {
            signal.worked();
        } else if (!isStopping()) {
            signal.await(Work.INDEX, config.poll());
        }
    }

    private boolean isStopping() {
        return indexing.getFirst().isStopping();
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
