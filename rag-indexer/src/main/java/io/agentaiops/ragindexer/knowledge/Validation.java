package io.agentaiops.ragindexer.knowledge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of going through every vector of the index.
 *
 * @param at when
 * @param index the version that was looked at
 * @param passages that it holds
 * @param reembedded passages that were embedded again, as a sample
 * @param findings how many are wrong in which way: orphans, wrongDimension, notFinite, wrongLength, notReproduced,
 *     incomplete (documents); empty when all is well
 * @param examples some of them, by the same names
 */
public record Validation(
        Instant at,
        String index,
        int passages,
        int reembedded,
        Map<String, Integer> findings,
        @JsonIgnore Map<String, List<String>> examples) {

    public Validation {
        findings = Map.copyOf(new TreeMap<>(findings));
        examples = Map.copyOf(examples);
    }

    /** How many there are in all. */
    public int total() {
        return findings.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many there are of that finding. */
    public int count(String finding) {
        return findings.getOrDefault(finding, 0);
    }
}
