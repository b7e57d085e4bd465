package io.agentaiops.agentgateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Counts how often the check errs on {@code statements.txt}: what a model might say about passages of documents/ and
 * outputs of tools, true and false. The scenes named {@code held-} were written when nothing was changed any more.
 */
class StatementsTest {

    private record Statement(boolean isTrue, boolean held, String text, List<Source> sources) {

        boolean isMarked() {
            return EvidenceEngine.check(text, sources).evidence().sentences().stream()
                    .anyMatch(finding -> finding.state() == Finding.State.UNVERIFIED);
        }
    }

    private static final List<Statement> ALL = read();

    @Test
    void mostOfWhatIsFalseIsMarkedAndLittleOfWhatIsTrue() {
        List<Statement> known =
                ALL.stream().filter(statement -> !statement.held()).toList();

        assertThat(known).filteredOn(Statement::isTrue).hasSizeGreaterThanOrEqualTo(50);
        assertThat(known).filteredOn(statement -> !statement.isTrue()).hasSizeGreaterThanOrEqualTo(50);
        assertThat(marked("false, caught (chosen by)", known, false)).isGreaterThanOrEqualTo(0.85);
        assertThat(marked("true, wrongly marked (chosen by)", known, true)).isLessThanOrEqualTo(0.06);
    }

    @Test
    void onWhatTheCheckWasNotMadeForItStillCatchesMoreThanHalf() {
        List<Statement> held = ALL.stream().filter(Statement::held).toList();

        assertThat(marked("false, caught (never seen)", held, false)).isGreaterThanOrEqualTo(0.6);
        assertThat(marked("true, wrongly marked (never seen)", held, true)).isLessThanOrEqualTo(0.25);
    }

    private static double marked(String what, List<Statement> statements, boolean isTrue) {
        List<Statement> chosen = statements.stream()
                .filter(statement -> statement.isTrue() == isTrue)
                .toList();
        long marked = chosen.stream().filter(Statement::isMarked).count();
        double share = (double) marked / chosen.size();
        System.out.printf("%-35s %d of %d (%.0f %%)%n", what, marked, chosen.size(), share * 100);
        return share;
    }

    private static List<Statement> read() {
        List<Statement> all = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        boolean held = false;
        @Nullable String head = null;
        StringBuilder body = new StringBuilder();
        for (String line : lines()) {
            boolean statement = line.startsWith("+ ") || line.startsWith("- ");
            boolean scene = line.startsWith("=== ");
            boolean next = line.startsWith("--- ");
            if (head != null && (statement || scene || next)) {
                sources.add(source(head, body.toString()));
                head = null;
                body.setLength(0);
            }
            if (statement) {
                all.add(new Statement(line.startsWith("+"), held, line.substring(2), List.copyOf(sources)));
            } else if (scene) {
                held = line.startsWith("=== held-");
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

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(
                StatementsTest.class.getResourceAsStream("/evidence/statements.txt"), "statements.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
