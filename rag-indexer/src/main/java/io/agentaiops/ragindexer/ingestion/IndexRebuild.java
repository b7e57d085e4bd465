package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.Replacement;
import io.agentaiops.ragindexer.index.StoredPassage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Builds the index anew beside the one that is searched, every passage embedded again, and switches when it holds
 * everything. Meanwhile searching and indexing go on; the pipeline waits only for the switch. A rebuild that dies leaves
 * a version that nobody searches; the next one drops it.
 */
@ApplicationScoped
public class IndexRebuild {

    /** How far a rebuild is. */
    public enum State {
        BUILDING,
        ACTIVE,
        FAILED
    }

    /**
     * The last rebuild.
     *
     * @param index the version that it builds
     * @param state how far it is
     * @param done documents that the version holds
     * @param total documents that it must hold
     * @param error why it failed
     */
    public record Progress(
            String index,
            State state,
            int done,
            int total,
            @Nullable String error) {}

    private static final Logger LOG = Logger.getLogger(IndexRebuild.class);

    private final PassageIndex index;
    private final IngestionPipeline pipeline;
    private final DocumentStore store;
    private final IngestionConfig config;
    private final AtomicReference<@Nullable Progress> progress = new AtomicReference<>();

    IndexRebuild(PassageIndex index, IngestionPipeline pipeline, DocumentStore store, IngestionConfig config) {
        this.index = index;
        this.pipeline = pipeline;
        this.store = store;
        this.config = config;
    }

    /** The last rebuild of this replica, if there was one. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(progress.get());
    }

    /** Starts a rebuild; empty when one is going on already. */
    public synchronized Optional<Progress> start() {
        if (progress().filter(last -> last.state() == State.BUILDING).isPresent()) {
            return Optional.empty();
        }
        String target = index.create();
        Progress started =
                new Progress(target, State.BUILDING, 0, store.hashes(null).size(), null);
        progress.set(started);
        Thread.ofPlatform().daemon().name("index-rebuild").start(() -> run(target));
        return Optional.of(started);
    }

    private void run(String target) {
        Map<String, String> filled = new HashMap<>();
        try {
            boolean built = store.runAlone(() -> {
                fill(target, filled);
                pipeline.betweenBatches(() -> complete(target, filled));
            });
            progress.set(
                    built
                            ? new Progress(target, State.ACTIVE, filled.size(), filled.size(), null)
                            : new Progress(target, State.FAILED, 0, 0, "another replica is building the index anew"));
        } catch (RuntimeException e) {
            LOG.warnf("index=%s could not be built, the one before stays: %s", target, e);
            progress.set(
                    new Progress(target, State.FAILED, filled.size(), filled.size(), String.valueOf(e.getMessage())));
        }
    }

    /** Puts into the version whatever it does not have in the newest version yet. */
    private void fill(String target, Map<String, String> filled) {
        for (List<String> ids = missing(filled); !ids.isEmpty(); ids = missing(filled)) {
            for (int from = 0; from < ids.size(); from += config.batch()) {
                List<String> batch = ids.subList(from, Math.min(ids.size(), from + config.batch()));
                Map<String, String> hashes = store.hashes(null);
                List<DueDocument.ToIndex> contents = store.contents(batch);
                pipeline.fill(target, contents);
                batch.forEach(id -> filled.put(id, hashes.getOrDefault(id, "")));
                contents.forEach(document -> filled.put(document.documentId(), document.hash()));
                progress.set(new Progress(target, State.BUILDING, filled.size(), hashes.size(), null));
            }
        }
    }

    private List<String> missing(Map<String, String> filled) {
        List<String> missing = new ArrayList<>();
        store.hashes(null).forEach((id, hash) -> {
            if (!hash.equals(filled.get(id))) {
                missing.add(id);
            }
        });
        return missing;
    }

    private void complete(String target, Map<String, String> filled) {
        fill(target, filled);
        dropGone(target, filled);
        List<String> refused = store.list(Set.of(DocumentState.FAILED), "", Integer.MAX_VALUE).stream()
                .filter(known -> known.chunks() > 0)
                .map(KnownDocument::documentId)
                .toList();
        index.copy(index.current(), target, refused);
        index.activate(target);
        store.moved(filled, target);
    }

    private void dropGone(String target, Map<String, String> filled) {
        List<String> gone = new ArrayList<>(filled.keySet());
        gone.removeAll(store.hashes(null).keySet());
        List<Replacement> removals = new ArrayList<>();
        index.passages(target, gone)
                .forEach((id, passages) -> removals.add(new Replacement(
                        id, List.of(), passages.stream().map(StoredPassage::id).toList())));
        index.replace(target, removals);
        gone.forEach(filled::remove);
    }
}
