package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.index.IndexRefusal;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.Replacement;
import io.agentaiops.ragindexer.index.StoredPassage;
import io.agentaiops.ragindexer.ingestion.Build.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Fills a version of the index, every passage embedded anew, has it judged, and switches when it holds everything. Meanwhile
 * searching and indexing go on; the pipeline waits only for the switch. While the index or the model is away it fails, and
 * goes on where it was when it is called again.
 */
@ApplicationScoped
class IndexBuilder {

    private static final Logger LOG = Logger.getLogger(IndexBuilder.class);
    /** Documents that are put into the version together. */
    private static final int AT_ONCE = 16;

    private final PassageIndex index;
    private final ActiveIndex active;
    private final IngestionPipeline pipeline;
    private final DocumentStore documents;
    private final DocumentCatalog catalog;
    private final BuildStore builds;
    private final BuildGate gate;
    private final Clock clock;

    IndexBuilder(
            PassageIndex index,
            ActiveIndex active,
            IngestionPipeline pipeline,
            DocumentStore documents,
            DocumentCatalog catalog,
            BuildStore builds,
            BuildGate gate,
            Clock clock) {
        this.index = index;
        this.active = active;
        this.pipeline = pipeline;
        this.documents = documents;
        this.catalog = catalog;
        this.builds = builds;
        this.gate = gate;
        this.clock = clock;
    }

    /** Carries the build out, or on; ends early, to be continued, when told to stop. */
    void build(Build build, BooleanSupplier stopping) {
        Optional<IndexVersion> target = index.find(build.index());
        if (target.isEmpty()) {
            builds.ended(build.index(), State.FAILED, "the version has been deleted", clock.instant());
            return;
        }
        if (!pipeline.fits(target.get())) {
            builds.ended(build.index(), State.FAILED, "its model has become another one", clock.instant());
            index.drop(build.index());
            return;
        }
        try {
            fill(target.get(), stopping);
            if (!stopping.getAsBoolean()) {
                judge(build, target.get());
            }
        } catch (IndexRefusal e) {
            LOG.warnf("index=%s could not be built, the one before stays: %s", build.index(), e.getMessage());
            builds.ended(build.index(), State.FAILED, String.valueOf(e.getMessage()), clock.instant());
            index.drop(build.index());
        }
    }

    private void judge(Build build, IndexVersion target) {
        BuildGate.Verdict verdict = gate.judge(target, build.forced());
        if (verdict.passed() || build.forced()) {
            IndexVersion before = pipeline.betweenBatches(() -> complete(target, verdict.reason()));
            LOG.infof("index=%s takes the place of %s: %s", target.name(), before.name(), verdict.reason());
        } else {
            LOG.warnf("index=%s is refused, the one before stays: %s", target.name(), verdict.reason());
            builds.ended(target.name(), State.REFUSED, verdict.reason(), clock.instant());
            index.drop(target.name());
        }
    }

    /** Puts into the version whatever it does not have in the newest version yet. */
    private void fill(IndexVersion target, BooleanSupplier stopping) {
        Map<String, String> filled = builds.filled(target.name());
        for (List<String> ids = missing(filled); !ids.isEmpty(); ids = missing(filled)) {
            for (int from = 0; from < ids.size() && !stopping.getAsBoolean(); from += AT_ONCE) {
                Map<String, String> put = put(target, ids.subList(from, Math.min(ids.size(), from + AT_ONCE)));
                filled.putAll(put);
                builds.filled(target.name(), put, Math.max(filled.size(), ids.size()));
            }
            if (stopping.getAsBoolean()) {
                return;
            }
        }
    }

    private Map<String, String> put(IndexVersion target, List<String> ids) {
        List<DueDocument.ToIndex> contents = documents.contents(ids);
        Set<String> missing = pipeline.fill(target, contents);
        return contents.stream()
                .filter(document -> !missing.contains(document.documentId()))
                .collect(Collectors.toMap(DueDocument.ToIndex::documentId, DueDocument.ToIndex::hash));
    }

    private List<String> missing(Map<String, String> filled) {
        List<String> missing = new ArrayList<>();
        documents.indexable().forEach((id, hash) -> {
            if (!hash.equals(filled.get(id))) {
                missing.add(id);
            }
        });
        return missing;
    }

    /** Tells which version it took the place of. */
    private IndexVersion complete(IndexVersion target, String reason) {
        fill(target, () -> false);
        Map<String, String> filled = builds.filled(target.name());
        dropGone(target, filled);
        IndexVersion before = active.get();
        // With another model what was indexed before is of no use: it comes back when the document is repaired or read.
        if (before.model().equals(target.model()) && before.digest().equals(target.digest())) {
            index.copy(before.name(), target.name(), onlyInTheOneBefore(filled.keySet()));
        }
        active.switchTo(target.name(), before.name());
        builds.activated(target.name(), before.name(), filled, reason, clock.instant());
        return before;
    }

    /** Documents whose newest version was refused, or is a file that waits to be read: an earlier one can be found. */
    private List<String> onlyInTheOneBefore(Set<String> filled) {
        return catalog.list(DocumentCatalog.LIVE).stream()
                .filter(known -> known.chunks() > 0 && !filled.contains(known.documentId()))
                .map(KnownDocument::documentId)
                .toList();
    }

    /** What is only refused or waits to be read is not gone: its version before is found as long as there is no other. */
    private void dropGone(IndexVersion target, Map<String, String> filled) {
        List<String> gone = new ArrayList<>(filled.keySet());
        gone.removeAll(documents.hashes(null).keySet());
        List<Replacement> removals = new ArrayList<>();
        index.passages(target.name(), gone)
                .forEach((id, passages) -> removals.add(new Replacement(
                        id, List.of(), passages.stream().map(StoredPassage::id).toList())));
        index.replace(target.name(), removals);
        builds.emptied(target.name(), gone);
        gone.forEach(filled::remove);
    }

    /**
     * Searches the version before the current one again; what changed since is indexed into it by the pipeline.
     *
     * @param usable whether a version can still be searched by meaning
     * @return the version; none when there is no earlier one that can be used
     */
    Optional<IndexVersion> goBack(Predicate<IndexVersion> usable) {
        // Looked up inside: a build that is just being completed makes another version the one before.
        return pipeline.betweenBatches(() -> {
            Optional<IndexVersion> previous = builds.inState(State.PREVIOUS)
                    .flatMap(build -> index.find(build.index()))
                    .filter(usable);
            previous.ifPresent(this::goBackTo);
            return previous;
        });
    }

    private void goBackTo(IndexVersion version) {
        IndexVersion before = active.get();
        dropUnknown(version);
        active.switchTo(version.name(), before.name());
        builds.activated(version.name(), before.name(), new HashMap<>(), "rolled back to", clock.instant());
    }

    /** What was deleted since must not be found again, not even for a moment. */
    private void dropUnknown(IndexVersion version) {
        Set<String> known = documents.hashes(null).keySet();
        Map<String, List<String>> unknown = new HashMap<>();
        index.scan(version.name(), passage -> {
            if (!known.contains(passage.documentId())) {
                unknown.computeIfAbsent(passage.documentId(), any -> new ArrayList<>())
                        .add(passage.id());
            }
        });
        List<Replacement> removals = new ArrayList<>();
        unknown.forEach((id, passages) -> removals.add(new Replacement(id, List.of(), passages)));
        index.replace(version.name(), removals);
    }
}
