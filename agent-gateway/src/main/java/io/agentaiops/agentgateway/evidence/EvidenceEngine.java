package io.agentaiops.agentgateway.evidence;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what a model said against what it was given. */
public final class EvidenceEngine {

    /**
     * What a model said, without references to passages that do not exist, and what its sentences rest on.
     *
     * @param text what the offsets of the findings refer to
     * @param cited numbers of the passages that the text refers to
     */
    public record Checked(String text, Evidence evidence, Set<Integer> cited) {
        public Checked {
            cited = Set.copyOf(cited);
        }
    }

    private EvidenceEngine() {}

    /** Checks the text against the sources. */
    public static Checked check(String text, List<Source> sources) {
        Set<Integer> known = sources.stream()
                .map(Source::ref)
                .filter(ref -> ref.kind() == SourceRef.Kind.DOCUMENT)
                .map(SourceRef::number)
                .collect(Collectors.toSet());
        References.Cleaned cleaned = References.clean(text, known);
        return new Checked(
                cleaned.text(), new Evidence(List.of(), cleaned.fabricated()), References.in(cleaned.text()));
    }
}
