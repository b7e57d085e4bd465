package io.agentaiops.agentgateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EvidenceEngineTest {

    private static final Source DOCUMENT = source(
            SourceRef.Kind.DOCUMENT,
            1,
            "Disk",
            "The alert fires when a file system has less than 10 % free. Steps 7 and 8 wait for an approver.");
    private static final Source OTHER =
            source(SourceRef.Kind.DOCUMENT, 2, "Ports", "The gateway listens on port 8080, Kafka on port 9092.");
    private static final Source OUTPUT = source(SourceRef.Kind.TOOL, 1, "terminal df -h", """
            state: succeeded, exit code 0
            Filesystem Size Used Avail Use% Mounted on
            /dev/vda1 40G 37G 3G 93% /
            /dev/vdb1 200G 82G 118G 41% /data
            """);
    private static final List<Source> ALL = List.of(DOCUMENT, OTHER, OUTPUT);

    @Test
    void aSentenceIsTiedToWhatSaysIt() {
        assertThat(only("The alert fires when less than 10 % is free [1].").sources())
                .containsExactly(DOCUMENT.ref());
        assertThat(only("`/data` is at 41 %.").sources()).containsExactly(OUTPUT.ref());
    }

    @Test
    void aNumberThatNoSourceHasIsNamed() {
        Finding finding = only("The alert fires when less than 20 % is free [1].");

        assertThat(finding.state()).isEqualTo(Finding.State.UNVERIFIED);
        assertThat(finding.sources()).isEmpty();
        assertThat(finding.reason()).contains("20 %");
    }

    @Test
    void aNumberOfSomethingElseBacksNothing() {
        assertThat(only("`/data` is at 93 %.").state()).isEqualTo(Finding.State.UNVERIFIED);
    }

    @Test
    void aCitedPassageMustSayItItself() {
        assertThat(only("Kafka listens on port 9092 [2].").state()).isEqualTo(Finding.State.SUPPORTED);
        assertThat(only("Kafka listens on port 9092 [1].").state()).isEqualTo(Finding.State.UNVERIFIED);
    }

    @Test
    void unitsAndRoundingMayDiffer() {
        assertThat(only("`/dev/vda1` has 3 GB left of 40 GB.").state()).isEqualTo(Finding.State.SUPPORTED);
        assertThat(only("`/dev/vda1` has 3 TB left of 40 GB.").state()).isEqualTo(Finding.State.UNVERIFIED);
    }

    @Test
    void aReferenceToNothingIsRemovedAndCounted() {
        EvidenceEngine.Checked checked = EvidenceEngine.check("It is full [9], see [1, 7] and `a[3]`.", ALL);

        assertThat(checked.text()).isEqualTo("It is full, see [1] and `a[3]`.");
        assertThat(checked.evidence().fabricatedCitations()).isEqualTo(2);
        assertThat(checked.cited()).containsExactly(1);
    }

    @Test
    void questionsGreetingsAdviceHeadingsAndCodeClaimNothing() {
        String text = """
                ## The disk has 99 % left

                Hello! Do you want me to go on? Check `/var/log` next. You should ask the owner first.
                If the disk is above 95 %, delete old logs. To see more, run `du -sh /var`.

                1. **Clean up:** remove what nobody needs.
                2. Restart nginx 3 times.

                ```
                rm -rf /tmp/99
                ```

                Let me know if that helps. I do not know more than 12 things. Next steps:
                """;

        assertThat(EvidenceEngine.check(text, ALL).evidence().sentences()).isEmpty();
    }

    @Test
    void listItemsAndRowsOfTablesAreSentencesOfTheirOwn() {
        String text = """
                Findings:
                - `/` is at 93 %
                - `/data` is at 55 %

                | Mount | Use |
                | --- | --- |
                | /data | 41 % |
                """;

        assertThat(EvidenceEngine.check(text, ALL).evidence().sentences())
                .extracting(Finding::state)
                .containsExactly(Finding.State.SUPPORTED, Finding.State.UNVERIFIED, Finding.State.SUPPORTED);
    }

    @Test
    void withoutSourcesEveryClaimIsUnverified() {
        assertThat(EvidenceEngine.check("The disk is full. It holds 40 GB.", List.of())
                        .evidence()
                        .sentences())
                .hasSize(2)
                .allMatch(finding -> finding.state() == Finding.State.UNVERIFIED);
    }

    @Property(tries = 300)
    void anyTextIsCheckedAndEverySentenceStandsWhereItSays(@ForAll("markdown") String text) {
        EvidenceEngine.Checked checked = EvidenceEngine.check(text, ALL);

        int last = 0;
        for (Finding finding : checked.evidence().sentences()) {
            assertThat(checked.text().substring(finding.start(), finding.end())).isEqualTo(finding.sentence());
            assertThat(finding.start()).isGreaterThanOrEqualTo(last);
            last = finding.end();
        }
        assertThat(checked.cited()).isSubsetOf(1, 2);
    }

    @Property(tries = 200)
    void aNumberThatNoSourceHoldsIsNeverSupported(@ForAll("strangeNumbers") int number) {
        assertThat(only("`/data` holds " + number + " files.").state()).isEqualTo(Finding.State.UNVERIFIED);
    }

    @Provide
    Arbitrary<String> markdown() {
        Arbitrary<String> pieces = Arbitraries.of(
                "The disk is full",
                ". ",
                "[1]",
                "[9]",
                "\n",
                "\n\n",
                "- ",
                "| a | 93 % |\n",
                "```\n",
                "`df -h`",
                "# ",
                "93 %",
                "2026-01-05",
                "10:15",
                "**",
                "e.g. ",
                "? ",
                "!",
                "/data",
                "ü",
                "😀",
                " ",
                "\u0000",
                "[",
                "]",
                ":",
                "1. ",
                "~~~",
                "    x\n",
                "not ",
                "5-10",
                "١٢");
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(4))
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Integer> strangeNumbers() {
        return Arbitraries.integers()
                .between(2, 5_000_000)
                .filter(number -> !List.of(2, 3, 7, 8, 10, 37, 40, 41, 82, 93, 118, 200, 8080, 9092)
                        .contains(number));
    }

    private static Finding only(String sentence) {
        List<Finding> findings = EvidenceEngine.check(sentence, ALL).evidence().sentences();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static Source source(SourceRef.Kind kind, int number, String about, String text) {
        return new Source(new SourceRef(kind, number, about, ""), about, text);
    }
}
