package io.agentaiops.ragindexer.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.ragindexer.passage.ParseOutcome.Parsed;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassageSplitterTest {

    private static final String RUNBOOK = """
            ---
            id: disk
            title: Disk full
            ---
            # Disk full

            Intro.

            ## 1. Look

            ```step
            run: df -h
            ```

            Above 95 % is bad.

            ### Deeper

            | a | b |
            | --- | --- |
            | 1 | 2 |

            ## 2. Clean

            Delete.
            """;

    @Test
    void oneLongItemIsCutBetweenItsLinesSoThatEachPieceHasItsOwn() {
        String line = "long ".repeat(120).strip();
        String content = "- item\n" + String.join("\n", Collections.nCopies(5, line));

        List<Passage> passages = PassageSplitter.split(
                "p.md",
                ((ParseOutcome.Parsed) DocumentParser.parse("p.md", DocumentFormat.MARKDOWN, null, content)).document(),
                Tokens.SIZE);

        assertThat(passages).hasSizeGreaterThan(1);
        assertThat(passages.getFirst().from()).isEqualTo(1);
        assertThat(passages.getLast().to()).isEqualTo(6);
        for (int i = 1; i < passages.size(); i++) {
            assertThat(passages.get(i).from()).isEqualTo(passages.get(i - 1).to() + 1);
        }
    }

    @Test
    void passagesCarryTheirHeadingsAndExactLines() {
        List<Passage> passages = split(RUNBOOK);

        assertThat(passages)
                .extracting(Passage::headingPath, Passage::from, Passage::to)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(List.of("Disk full"), 7, 7),
                        org.assertj.core.groups.Tuple.tuple(List.of("Disk full", "1. Look"), 11, 15),
                        org.assertj.core.groups.Tuple.tuple(List.of("Disk full", "1. Look", "Deeper"), 19, 21),
                        org.assertj.core.groups.Tuple.tuple(List.of("Disk full", "2. Clean"), 25, 25));
        assertThat(passages.get(1).text()).isEqualTo("```step\nrun: df -h\n```\n\nAbove 95 % is bad.");
    }

    @Test
    void embeddingTextNamesTheTitleOnce() {
        assertThat(split(RUNBOOK).get(1).embeddingText()).startsWith("Disk full > 1. Look\n```step");
    }

    @Test
    void editingOneSectionChangesOnePassage() {
        List<String> before = split(RUNBOOK).stream().map(Passage::id).toList();

        List<String> after = split(RUNBOOK.replace("Delete.", "Delete old logs.")).stream()
                .map(Passage::id)
                .toList();

        assertThat(after).hasSameSizeAs(before);
        assertThat(after.subList(0, 3)).isEqualTo(before.subList(0, 3));
        assertThat(after.get(3)).isNotEqualTo(before.get(3));
    }

    @Test
    void linesInsertedAboveChangeNoIds() {
        List<Passage> after = split(RUNBOOK.replace("id: disk\n", "id: disk\nowner: me\n"));

        assertThat(after)
                .extracting(Passage::id)
                .isEqualTo(split(RUNBOOK).stream().map(Passage::id).toList());
        assertThat(after.get(0).from()).isEqualTo(8);
    }

    @Test
    void equalTextsUnderEqualHeadingsHaveDifferentIds() {
        assertThat(split("# A\n\n## Check\n\nsame\n\n## Check\n\nsame\n"))
                .extracting(Passage::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void tableStaysWholeWithinTheLimit() {
        String rows = IntStream.range(0, 30)
                .mapToObj(i -> "| row " + i + " | value |\n")
                .collect(Collectors.joining());

        assertThat(split("# A\n\n| a | b |\n| --- | --- |\n" + rows)).hasSize(1);
    }

    @Test
    void longListIsCutBetweenItems() {
        String items = IntStream.range(0, 60)
                .mapToObj(i -> "- item number " + i + " with words\n  continued here\n")
                .collect(Collectors.joining());

        List<Passage> passages = split("# A\n\n" + items);

        assertThat(passages).hasSizeGreaterThan(2).allSatisfy(passage -> {
            assertThat(passage.text()).startsWith("- item").endsWith("continued here");
            assertThat(passage.text().length()).isLessThan(PassageSplitter.LIMIT * 4);
        });
    }

    @Test
    void oneEndlessLineIsCutAtSpaces() {
        List<Passage> passages = split("# A\n\n" + "word ".repeat(3000));

        assertThat(passages).hasSizeGreaterThan(5).allSatisfy(passage -> {
            assertThat(passage.from()).isEqualTo(3);
            assertThat(passage.to()).isEqualTo(3);
            assertThat(passage.text()).startsWith("word");
        });
    }

    @Test
    void documentOfHeadingsOnlyCanBeFound() {
        assertThat(split("# Contacts\n\n## Network team\n"))
                .singleElement()
                .satisfies(passage -> assertThat(passage.text()).isEqualTo("Contacts\nNetwork team"));
    }

    private static List<Passage> split(String markdown) {
        Parsed parsed = (Parsed) DocumentParser.parse("t/disk.md", DocumentFormat.MARKDOWN, null, markdown);
        return PassageSplitter.split("t/disk.md", parsed.document(), Tokens.SIZE);
    }
}
