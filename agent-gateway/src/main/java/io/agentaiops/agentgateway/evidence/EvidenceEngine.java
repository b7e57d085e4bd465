package io.agentaiops.agentgateway.evidence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks what a model said against what it was given. A sentence that cites passages must be backed by one of them, or by
 * what a tool returned; one that cites none, by any source. Questions, advice and words about the answer itself claim
 * nothing and are passed over.
 */
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

    /** Where one claim ends and the next begins. */
    private static final Pattern CLAUSES = Pattern.compile(
            "\\s*;\\s+|\\s+[–—-]\\s+|,?\\s+(?:but|while|whereas|because|since|so that|so|although|though|which means that)\\s+"
                    + "|,\\s+(?:and|or)\\s+|\\s+and\\s+(?=[^,;]*\\d)(?<=\\d[^,;]{0,80})|:\\s+");

    private EvidenceEngine() {}

    /** Checks the text against the sources. */
    public static Checked check(String text, List<Source> sources) {
        Set<Integer> known = sources.stream()
                .map(Source::ref)
                .filter(ref -> ref.kind() == SourceRef.Kind.DOCUMENT)
                .map(SourceRef::number)
                .collect(Collectors.toSet());
        References.Cleaned cleaned = References.clean(text, known);
        List<Reading> readings = sources.stream().map(Reading::of).toList();
        List<Finding> findings = new ArrayList<>();
        for (Span span : sentences(cleaned.text())) {
            String sentence = span.of(cleaned.text());
            if (Assertions.isFactual(sentence)) {
                findings.add(finding(sentence, span, readings));
            }
        }
        return new Checked(cleaned.text(), new Evidence(findings, cleaned.fabricated()), References.in(cleaned.text()));
    }

    private static List<Span> sentences(String text) {
        List<Span> sentences = new ArrayList<>();
        for (Block block : BlockParser.parse(text)) {
            switch (block.kind()) {
                case PROSE -> sentences.addAll(SentenceSplitter.split(text, block.start(), block.end()));
                case TABLE_ROW -> sentences.add(new Span(block.start(), block.end()));
                case HEADING, TABLE_HEAD, CODE -> {
                    // a heading names, a head labels, code is to be typed: none of them claims anything
                }
            }
        }
        return sentences;
    }

    private static Finding finding(String sentence, Span span, List<Reading> readings) {
        Set<Integer> cited = References.in(sentence);
        List<Reading> allowed = readings.stream()
                .filter(reading -> cited.isEmpty()
                        || reading.ref().kind() == SourceRef.Kind.TOOL
                        || cited.contains(reading.ref().number()))
                .toList();
        Set<SourceRef> by = new LinkedHashSet<>();
        for (String clause : clauses(References.without(sentence))) {
            switch (ClauseCheck.check(clause, allowed, readings)) {
                case ClauseCheck.Verdict.Backed backed -> by.addAll(backed.by());
                case ClauseCheck.Verdict.NotBacked not -> {
                    return new Finding(
                            sentence, span.start(), span.end(), Finding.State.UNVERIFIED, List.of(), not.reason());
                }
            }
        }
        return new Finding(sentence, span.start(), span.end(), Finding.State.SUPPORTED, List.copyOf(by), null);
    }

    /** The claims of a sentence; one that says too little on its own goes with the one before it, advice claims nothing. */
    private static List<String> clauses(String sentence) {
        List<String> clauses = new ArrayList<>();
        for (String part : CLAUSES.splitAsStream(sentence).toList()) {
            Terms terms = Terms.of(part);
            int said = terms.names().size()
                    + terms.stems().size()
                    + terms.quantities().size();
            if (said < 2 && !clauses.isEmpty()) {
                clauses.set(clauses.size() - 1, clauses.getLast() + ", " + part);
            } else if (said >= 1 && (clauses.isEmpty() || Assertions.isFactual(part))) {
                clauses.add(part);
            }
        }
        return clauses;
    }
}
