package io.agentaiops.ragindexer.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.ragindexer.passage.ParseOutcome.Parsed;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every Markdown document, however odd. */
class PassageSplitterProperties {

    @Property(tries = 600)
    void everyLineIsInOnePassageOrIsAHeading(@ForAll("markdown") List<String> lines) {
        ParseOutcome outcome =
                DocumentParser.parse("p.md", DocumentFormat.MARKDOWN, null, "# Title\n" + String.join("\n", lines));
        ParsedDocument document = ((Parsed) outcome).document();
        List<String> all = new ArrayList<>(List.of("# Title"));
        all.addAll(lines);

        int[] count = new int[all.size() + 1];
        for (Block block : document.blocks()) {
            if (block instanceof Block.Heading heading) {
                for (int line = heading.from(); line <= heading.to(); line++) {
                    count[line]++;
                }
            }
        }
        List<Passage> passages = PassageSplitter.split("p.md", document, Tokens.SIZE);
        boolean onlyHeadings = document.blocks().stream().allMatch(Block.Heading.class::isInstance);
        for (Passage passage : onlyHeadings ? List.<Passage>of() : passages) {
            for (int line = passage.from(); line <= passage.to(); line++) {
                count[line]++;
            }
        }
        for (int line = 1; line <= all.size(); line++) {
            if (!all.get(line - 1).isBlank()) {
                assertThat(count[line])
                        .as("line %d: %s", line, all.get(line - 1))
                        .isEqualTo(1);
            }
        }
    }

    @Property(tries = 300)
    void textOfAPassageIsWhatStandsInItsLines(@ForAll("markdown") List<String> lines) {
        String content = "# Title\n" + String.join("\n", lines);
        ParsedDocument document =
                ((Parsed) DocumentParser.parse("p.md", DocumentFormat.MARKDOWN, null, content)).document();
        List<String> all = List.of(content.split("\n", -1));

        for (Passage passage : PassageSplitter.split("p.md", document, Tokens.SIZE)) {
            List<String> cited = all.subList(passage.from() - 1, passage.to());
            if (document.blocks().stream().anyMatch(Block.Body.class::isInstance)) {
                assertThat(words(passage.text())).isEqualTo(words(String.join("\n", cited)));
            }
        }
    }

    @Property(tries = 200)
    void idsAreUniqueAndTheSameEachTime(@ForAll("markdown") List<String> lines) {
        String content = "# Title\n" + String.join("\n", lines);

        List<String> first = ids(content);

        assertThat(first).doesNotHaveDuplicates().isEqualTo(ids(content));
    }

    @Provide
    Arbitrary<List<String>> markdown() {
        return Arbitraries.of(
                        "plain words about disks",
                        "",
                        "",
                        "## Heading",
                        "### Deeper",
                        "Setext",
                        "------",
                        "======",
                        "- item",
                        "  continued",
                        "1. first",
                        "> quoted",
                        "```step",
                        "```",
                        "run: df -h",
                        "| a | b |",
                        "| --- | --- |",
                        "| 1 | 2 |",
                        "    indented code",
                        "[ref]: https://example.org",
                        "<div>",
                        "</div>",
                        "<!-- comment",
                        "-->",
                        "---",
                        "\ttab",
                        "long ".repeat(120).strip())
                .list()
                .ofMaxSize(40);
    }

    private static List<String> ids(String content) {
        ParsedDocument document =
                ((Parsed) DocumentParser.parse("p.md", DocumentFormat.MARKDOWN, null, content)).document();
        return PassageSplitter.split("p.md", document, Tokens.SIZE).stream()
                .map(Passage::id)
                .toList();
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
