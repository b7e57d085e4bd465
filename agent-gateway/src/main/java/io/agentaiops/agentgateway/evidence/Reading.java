package io.agentaiops.agentgateway.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A source, read once: its statements in their order. A statement of a document is a part of a sentence, a row of a table
 * or a line of code; a statement of a tool is a line of its output.
 */
final class Reading {

    /**
     * One statement.
     *
     * @param terms what it is made of
     * @param stems all its words, and those of the head of its table
     * @param columns of the table that it is a row of; 0 when it is none, and the statements around it say what it means
     */
    record Statement(Terms terms, Set<String> stems, int columns) {
        Statement {
            stems = Set.copyOf(stems);
        }

        boolean says(String word) {
            return contains(terms.plain(), word);
        }

        boolean mentions(String name) {
            return terms.names().contains(name) || contains(terms.plain(), name);
        }
    }

    private static final Pattern PARTS = Pattern.compile("(?<=[;:])\\s|(?<=,)\\s(?=[^,]*\\d)|\\s(?=\\()");
    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Pattern JSON = Pattern.compile(",(?=\")");
    private static final Pattern COLUMN = Pattern.compile("\\|");
    private static final Pattern AFFIX = Pattern.compile("[\\p{L}\\p{N}_]");

    private final Source source;
    private final List<Statement> statements;
    private final String all;
    private final Set<String> allStems;
    private final Set<String> allNames;

    private Reading(Source source, List<Statement> statements) {
        this.source = source;
        this.statements = List.copyOf(statements);
        this.all = (source.about() + "\n" + source.text()).toLowerCase(Locale.ROOT);
        this.allStems = Set.copyOf(Terms.allStems(all));
        Set<String> names = new HashSet<>();
        statements.forEach(statement -> names.addAll(statement.terms().names()));
        this.allNames = Set.copyOf(names);
    }

    static Reading of(Source source) {
        return new Reading(
                source, source.ref().kind() == SourceRef.Kind.TOOL ? lines(source.text()) : sentences(source.text()));
    }

    SourceRef ref() {
        return source.ref();
    }

    List<Statement> statements() {
        return statements;
    }

    /** All its words. */
    Set<String> stems() {
        return allStems;
    }

    /** Whether it names that thing, in its text or in what it is about. */
    boolean mentions(String name) {
        return allNames.contains(name)
                || contains(all, name)
                || (!Terms.isExact(name) && hasStem(allStems, Words.stem(name)));
    }

    /** Whether it uses that word, in whichever form. */
    boolean uses(String stem) {
        return hasStem(allStems, stem);
    }

    /** Whether one of the words is the stem, or one of both is the beginning of the other. */
    static boolean hasStem(Set<String> stems, String stem) {
        return stems.contains(stem)
                || (stem.length() >= 5
                        && stems.stream()
                                .anyMatch(other ->
                                        other.length() >= 5 && (other.startsWith(stem) || stem.startsWith(other))));
    }

    private static boolean contains(String text, String name) {
        int at = text.indexOf(name);
        while (at >= 0) {
            int end = at + name.length();
            boolean begins = at == 0 || !continues(text, at - 1, name);
            boolean ends = end == text.length() || !continues(text, end, name);
            if (begins && ends) {
                return true;
            }
            at = text.indexOf(name, at + 1);
        }
        return false;
    }

    private static boolean continues(String text, int at, String name) {
        String next = text.substring(at, at + 1);
        return AFFIX.matcher(next).matches() || (name.equals("/") && !next.isBlank() && !next.equals("`"));
    }

    private static List<Statement> lines(String text) {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank())
                .flatMap(Reading::parts)
                .toList();
        List<Statement> all = new ArrayList<>();
        // The first line tells how the call ended, the second may be the head of a table.
        Set<String> head = lines.size() > 1 ? Terms.allStems(lines.get(1).toLowerCase(Locale.ROOT)) : Set.of();
        lines.forEach(line -> all.add(statement(line, head, columns(line))));
        return all;
    }

    /** A line of JSON states one thing for each of its names. */
    private static Stream<String> parts(String line) {
        return line.strip().startsWith("{\"") ? JSON.splitAsStream(line) : Stream.of(line);
    }

    /** Between strokes where there are some, else between blanks. */
    private static int columns(String line) {
        return line.contains(" | ") ? count(COLUMN, line) : count(BLANK, line.strip());
    }

    private static List<Statement> sentences(String text) {
        List<Statement> all = new ArrayList<>();
        Set<String> head = Set.of();
        for (Block block : BlockParser.parse(text)) {
            String part = text.substring(block.start(), block.end());
            switch (block.kind()) {
                case TABLE_HEAD -> head = Terms.allStems(part.toLowerCase(Locale.ROOT));
                case TABLE_ROW -> all.add(statement(part, head, count(COLUMN, part)));
                case CODE, HEADING -> all.add(statement(part, Set.of(), 0));
                case PROSE -> {
                    for (Span sentence : SentenceSplitter.split(text, block.start(), block.end())) {
                        claims(sentence.of(text)).forEach(piece -> all.add(statement(piece, Set.of(), 0)));
                    }
                }
            }
        }
        return all;
    }

    /** A sentence with several numbers states several things. */
    private static List<String> claims(String sentence) {
        return Terms.of(sentence).quantities().size() > 1
                ? PARTS.splitAsStream(sentence).toList()
                : List.of(sentence);
    }

    private static int count(Pattern between, String text) {
        return Math.toIntExact(between.splitAsStream(text).count());
    }

    private static Statement statement(String text, Set<String> head, int columns) {
        Terms terms = Terms.of(text);
        Set<String> stems = new HashSet<>(Terms.allStems(terms.plain()));
        stems.addAll(head);
        return new Statement(terms, stems, columns);
    }
}
