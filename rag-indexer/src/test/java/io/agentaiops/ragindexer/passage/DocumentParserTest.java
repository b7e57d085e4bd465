package io.agentaiops.ragindexer.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.agentaiops.ragindexer.passage.ParseOutcome.Parsed;
import io.agentaiops.ragindexer.passage.ParseOutcome.Unreadable;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentParserTest {

    @Test
    void frontMatterTellsWhatTheDocumentIs() {
        ParsedDocument document = parsed("""
                ---
                id: disk-full
                title: The disk is full
                kind: troubleshooting
                owner: operations
                severity: critical
                review-by: 2027-05-31
                tags: [disk, storage]
                schedule:
                  cron: "0 9 * * *"
                ---
                # Another title
                Text.
                """);

        assertThat(document.frontMatter())
                .isEqualTo(new FrontMatter(
                        "disk-full",
                        "The disk is full",
                        "troubleshooting",
                        "operations",
                        "critical",
                        LocalDate.of(2027, 5, 31),
                        List.of("disk", "storage"),
                        List.of()));
        assertThat(document.title()).isEqualTo("The disk is full");
    }

    @Test
    void titleIsTheFirstHeadingWithoutFrontMatter() {
        assertThat(parsed("Intro\n\n## How to `restart`\n\nText").title()).isEqualTo("How to restart");
    }

    @Test
    void titleIsTheNameOfAFileWithoutHeadings() {
        assertThat(parsed("Only text").title()).isEqualTo("vpn setup");
    }

    @Test
    void stepBlocksAreSeen() {
        assertThat(parsed("# T\n\n```step\nrun: df -h\n```\n").hasSteps()).isTrue();
        assertThat(parsed("# T\n\n```stepper\nrun: df -h\n```\n").hasSteps()).isFalse();
    }

    @Test
    void wrongFrontMatterIsRefusedWithLineAndReason() {
        assertThat(refused("---\nid: x\nreview-by: soon\n---\n# T\n"))
                .isEqualTo(new Unreadable(3, "review-by must be a date such as 2027-05-31 but is soon"));
        assertThat(refused("---\nid: x\ntags: [a\n---\n# T\n").line()).isBetween(3, 4);
        assertThat(refused("---\nid: x\n# T\n").reason()).contains("no closing line");
        assertThat(refused("---\njust words\n---\n").reason()).contains("keys with values");
        assertThat(refused("---\ntitle: {a: b}\n---\n# T").reason()).isEqualTo("title must be text");
    }

    @Test
    void emptyDocumentsAreRefused() {
        assertThat(refused(" \n\n").reason()).isEqualTo("the document is empty");
        assertThat(refused("---\nid: x\n---\n\n").reason()).isEqualTo("the document has no text");
    }

    @Test
    void thematicBreakAtTheBeginningIsNotFrontMatter() {
        assertThat(parsed("---\n\nText").frontMatter()).isEqualTo(FrontMatter.none());
    }

    @Test
    void htmlIsReadAsAReaderSeesIt() {
        ParseOutcome outcome = DocumentParser.parse("a.html", DocumentFormat.HTML, null, """
                <html><head><title>VPN</title><script>evil()</script><meta name="keywords" content="net, vpn"></head>
                <body><nav>Home</nav><h1>VPN</h1>
                <p>Dial <b>in</b>
                first.</p>
                <ul><li>one</li><li>two</li></ul>
                </body></html>
                """);

        ParsedDocument document = ((Parsed) outcome).document();
        assertThat(document.title()).isEqualTo("VPN");
        assertThat(document.frontMatter().tags()).containsExactly("net", "vpn");
        List<Passage> passages = PassageSplitter.split("a.html", document, Tokens.SIZE);
        assertThat(passages).singleElement().satisfies(passage -> {
            assertThat(passage.text()).contains("Dial in first.").contains("- one\n- two");
            assertThat(passage.text()).doesNotContain("evil").doesNotContain("Home");
            assertThat(passage.from()).isEqualTo(3);
            assertThat(passage.to()).isEqualTo(5);
        });
    }

    @Test
    void deeplyNestedHtmlIsReadAllTheSame() {
        String content = "<div>".repeat(5000) + "needle" + "</div>".repeat(5000);

        ParseOutcome outcome = DocumentParser.parse("deep.html", DocumentFormat.HTML, null, content);

        assertThat(PassageSplitter.split("deep.html", ((Parsed) outcome).document(), Tokens.SIZE))
                .anySatisfy(passage -> assertThat(passage.text()).contains("needle"));
    }

    @Test
    void plainTextIsSplitAtBlankLines() {
        ParseOutcome outcome = DocumentParser.parse(
                "notes.txt", DocumentFormat.TEXT, null, "Restart notes\n\nfirst\nsecond\r\n\r\nthird");

        ParsedDocument document = ((Parsed) outcome).document();
        assertThat(document.title()).isEqualTo("Restart notes");
        assertThat(document.blocks()).extracting(Block::from).containsExactly(1, 3, 6);
    }

    private static ParsedDocument parsed(String markdown) {
        ParseOutcome outcome = DocumentParser.parse("network/vpn-setup.md", DocumentFormat.MARKDOWN, null, markdown);
        assertThat(outcome).isInstanceOf(Parsed.class);
        return ((Parsed) outcome).document();
    }

    private static Unreadable refused(String markdown) {
        ParseOutcome outcome = DocumentParser.parse("a.md", DocumentFormat.MARKDOWN, null, markdown);
        assertThat(outcome).asInstanceOf(type(Unreadable.class)).isNotNull();
        return (Unreadable) outcome;
    }
}
