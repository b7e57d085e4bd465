package io.agentaiops.ragindexer.extraction;

import io.agentaiops.ragindexer.extraction.Extraction.Extracted;
import io.agentaiops.ragindexer.extraction.Extraction.Failed;
import io.agentaiops.ragindexer.extraction.Extraction.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has files read by a process of its own. The process is started with the first file and kept for the next ones; after a
 * file that it did not survive, and after some hundred files, there is a new one.
 */
@ApplicationScoped
public class DocumentExtractor {

    private final ExtractionConfig config;
    private final Timer duration;
    private final Counter refused;
    private final Counter failed;
    private @Nullable Path folder;
    private @Nullable ExtractionCommand command;
    private @Nullable ExtractionProcess process;

    DocumentExtractor(ExtractionConfig config, MeterRegistry registry) {
        this.config = config;
        this.duration = registry.timer("aiops.rag.indexer.extraction.duration");
        this.refused = registry.counter("aiops.rag.indexer.extraction.refused");
        this.failed = registry.counter("aiops.rag.indexer.extraction.failed");
    }

    /**
     * The text of the file. One file at a time.
     *
     * @param name with the ending that tells the format
     * @throws UncheckedIOException when no process can be started or no temporary file be written; trying again is right
     */
    public synchronized Extraction extract(byte[] content, String name) {
        long start = System.nanoTime();
        try {
            Extraction extraction = checked(ready().read(content, name, config.limit()));
            duration.record(Duration.ofNanos(System.nanoTime() - start));
            switch (extraction) {
                case Extracted extracted -> {}
                case Refused verdict -> refused.increment();
                case Failed failure -> failed.increment();
            }
            return extraction;
        } catch (IOException e) {
            throw new UncheckedIOException("files cannot be read now: " + e.getMessage(), e);
        }
    }

    /** PostgreSQL stores no zero character. */
    private static Extraction checked(Extraction extraction) {
        return extraction instanceof Extracted extracted
                ? new Extracted(extracted.html().replace("\0", ""))
                : extraction;
    }

    private ExtractionProcess ready() throws IOException {
        ExtractionProcess current = process;
        if (current != null && current.isAlive() && current.files() < config.filesPerProcess()) {
            return current;
        }
        if (current != null) {
            current.close();
        }
        ExtractionProcess fresh = start();
        process = fresh;
        return fresh;
    }

    private ExtractionProcess start() throws IOException {
        Path own = folder;
        if (own == null || !Files.isDirectory(own)) {
            own = Files.createTempDirectory("aiops-extraction");
            folder = own;
            command = null;
        }
        ExtractionCommand how = command == null ? new ExtractionCommand(config, own) : command;
        command = how;
        return ExtractionProcess.start(how.arguments(), own);
    }

    @PreDestroy
    synchronized void stop() throws IOException {
        if (process != null) {
            process.close();
        }
        if (folder != null) {
            try (var left = Files.list(folder)) {
                for (Path file : List.copyOf(left.toList())) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }
}
