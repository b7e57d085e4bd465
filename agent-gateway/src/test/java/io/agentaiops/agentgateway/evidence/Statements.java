package io.agentaiops.agentgateway.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a model might say about passages of documents/ and outputs of tools, true and false, and what it was told. */
final class Statements {

    /**
     * One statement.
     *
     * @param set the file, and the scenes of it that were held back
     */
    record Statement(boolean isTrue, String set, String text, List<Source> sources) {

        boolean isMarked() {
            return EvidenceEngine.check(text, sources).evidence().sentences().stream()
                    .anyMatch(finding -> finding.state() == Finding.State.UNVERIFIED);
        }
    }

    /** How many of some statements were marked. */
    record Share(long marked, long all) {
        double value() {
            return (double) marked / all;
        }
    }

    /** How the names of scenes begin that were held back when they were written. */
    private static final List<String> HELD_BACK = List.of("held", "fresh", "new");

    private Statements() {}

    static Share marked(List<Statement> from, String set, boolean isTrue) {
        List<Statement> chosen = from.stream()
                .filter(statement -> statement.set().equals(set) && statement.isTrue() == isTrue)
                .toList();
        return new Share(chosen.stream().filter(Statement::isMarked).count(), chosen.size());
    }

    static List<Statement> read() {
        List<Statement> all = new ArrayList<>(read("statements.txt"));
        all.addAll(read("statements-fresh.txt"));
        all.addAll(read("statements-new.txt"));
        return all;
    }

    private static List<Statement> read(String file) {
        List<Statement> all = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        String set = "";
        @Nullable String head = null;
        StringBuilder body = new StringBuilder();
        for (String line : lines(file)) {
            boolean statement = line.startsWith("+ ") || line.startsWith("- ");
            boolean scene = line.startsWith("=== ");
            boolean next = line.startsWith("--- ");
            if (head != null && (statement || scene || next)) {
                sources.add(source(head, body.toString()));
                head = null;
                body.setLength(0);
            }
            if (statement) {
                all.add(new Statement(line.startsWith("+"), set, line.substring(2), List.copyOf(sources)));
            } else if (scene) {
                set = HELD_BACK.stream()
                        .filter(name -> line.startsWith("=== " + name + "-"))
                        .findFirst()
                        .orElse("chosen by");
                sources.clear();
            } else if (next) {
                head = line.substring(4);
            } else if (head != null) {
                body.append(line).append('\n');
            }
        }
        return List.copyOf(all);
    }

    /** {@code document 1 | title | heading} or {@code tool 1 | command}. */
    private static Source source(String head, String body) {
        int bar = head.indexOf(" | ");
        String about = head.substring(bar + 3);
        boolean tool = head.startsWith("tool");
        int number = Integer.parseInt(head.substring(head.indexOf(' ') + 1, bar));
        SourceRef.Kind kind = tool ? SourceRef.Kind.TOOL : SourceRef.Kind.DOCUMENT;
        return new Source(
                new SourceRef(kind, number, about, ""),
                tool ? "terminal " + about : about,
                tool ? "state: succeeded, exit code 0, \n" + body : body);
    }

    private static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(Statements.class.getResourceAsStream("/evidence/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
