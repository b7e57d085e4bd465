package io.agentaiops.opsscheduler.procedure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a document: YAML front matter, and below it headings of level 2 or 3 with at most one fenced {@code step} block
 * each. Never throws: whatever is wrong with the text is in the outcome, each problem with its line.
 */
public final class ProcedureParser {

    private static final String FENCE = "---";

    private final ZoneId systemZone;

    /** {@code systemZone} is what {@code time-zone: system} means. */
    public ProcedureParser(ZoneId systemZone) {
        this.systemZone = systemZone;
    }

    /** Reads the text of the document at {@code path}. */
    public ParseOutcome parse(String path, String text) {
        String normal = text.replace("\r\n", "\n").replace('\r', '\n').replace("\uFEFF", "");
        List<String> lines = List.of(normal.split("\n", -1));
        int closing = endOfFrontMatter(lines);
        Problems problems = new Problems();
        List<Section> sections = new SectionReader(problems).read(lines, closing);
        boolean hasBlocks = sections.stream().anyMatch(section -> section.block() != null) || !problems.isEmpty();
        if (closing == 0) {
            return hasBlocks ? refused(problems, 1, "front matter is missing: --- on the first line") : knowledge();
        }
        Optional<YamlMapping> yaml = YamlMapping.read(
                String.join("\n", lines.subList(1, closing)), 2, hasBlocks ? problems : new Problems());
        if (!hasBlocks && yaml.filter(front -> front.has("schedule")).isEmpty()) {
            return knowledge();
        }
        if (yaml.isEmpty()) {
            return new ParseOutcome.Refused(problems.all());
        }
        FrontMatter front = FrontMatter.of(yaml.get(), systemZone, problems);
        List<Step> steps = steps(sections, problems);
        if (!hasBlocks) {
            problems.add(yaml.get().lineOf("schedule"), "there is a schedule but no step to run");
        }
        return problems.isEmpty()
                ? new ParseOutcome.Executable(procedure(path, text, front, steps), front.idLine())
                : new ParseOutcome.Refused(problems.all());
    }

    /** Hash that changes with every change of the text. */
    static String version(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Index of the line that closes the front matter; 0 when there is none. */
    private static int endOfFrontMatter(List<String> lines) {
        if (!lines.getFirst().stripTrailing().equals(FENCE)) {
            return 0;
        }
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).stripTrailing().equals(FENCE)) {
                return i;
            }
        }
        return 0;
    }

    private static List<Step> steps(List<Section> sections, Problems problems) {
        List<Step> steps = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Section section : sections) {
            Section.Block block = section.block();
            if (block == null) {
                continue;
            }
            Integer earlier = seen.putIfAbsent(section.slug(), section.firstLine());
            if (section.slug().isEmpty()) {
                problems.add(section.firstLine(), "the heading of a step needs letters or digits");
            } else if (earlier != null) {
                problems.add(
                        section.firstLine(),
                        "step '" + section.slug() + "' has the same name as the one in line " + earlier);
            }
            Optional<StepBlock> parsed = StepBlock.read(block.yaml(), block.firstLine(), problems);
            if (parsed.isPresent() && problems.isEmpty()) {
                steps.add(step(section, parsed.get()));
            }
        }
        return steps;
    }

    private static Step step(Section section, StepBlock block) {
        return new Step(
                section.slug(),
                section.title(),
                block.action(),
                block.timeout(),
                block.onFailure(),
                block.needsApproval(),
                block.retries(),
                block.when(),
                section.firstLine(),
                section.lastLine(),
                section.prose());
    }

    private static Procedure procedure(String path, String text, FrontMatter front, List<Step> steps) {
        return new Procedure(
                front.id(),
                front.title(),
                front.kind(),
                path,
                version(text),
                front.owner(),
                front.severity(),
                front.schedule(),
                front.policy(),
                front.window(),
                front.reviewBy(),
                front.tags(),
                front.appliesTo(),
                steps);
    }

    private static ParseOutcome refused(Problems problems, int line, String reason) {
        problems.add(line, reason);
        return new ParseOutcome.Refused(problems.all());
    }

    private static ParseOutcome knowledge() {
        return new ParseOutcome.Knowledge();
    }
}
