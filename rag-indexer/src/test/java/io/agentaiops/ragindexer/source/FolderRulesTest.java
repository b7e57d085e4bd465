package io.agentaiops.ragindexer.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.source.FolderRules.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderRulesTest {

    private final FolderRules rules =
            FolderRules.ofFirst(List.of("adr/**", "changes/**", "README.md"), List.of("wiki"));

    @Test
    void knownFormatsAreTaken() {
        assertThat(rules.judge(Path.of("a/b/disk.MD"))).isEqualTo(new Verdict.Take(DocumentFormat.MARKDOWN));
        assertThat(rules.judge(Path.of("manual.pdf"))).isEqualTo(new Verdict.Take(DocumentFormat.PDF));
        assertThat(rules.judge(Path.of("tool.py"))).isEqualTo(new Verdict.Take(DocumentFormat.SOURCE));
        assertThat(rules.judge(Path.of("page.html"))).isEqualTo(new Verdict.Take(DocumentFormat.HTML));
        assertThat(rules.judge(Path.of("guides/README.md"))).isEqualTo(new Verdict.Take(DocumentFormat.MARKDOWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adr/0001-x.md", "adr/deep/x.md", "changes/x.md", "README.md", ".git/x.md", "a/.hidden.md", "a/x.md~",
                "#x.md#", ".#x.md", "x.md.bak", "x.md.swp", "4913", "x.md___jb_tmp___", "x.tmp"
            })
    void whatIsNotMeantAsKnowledgeIsIgnored(String path) {
        assertThat(rules.judge(Path.of(path))).isEqualTo(new Verdict.Ignore());
    }

    @Test
    void otherFormatsAreSkippedWithTheReason() {
        assertThat(rules.judge(Path.of("photo.png"))).isEqualTo(new Verdict.Skip("format not supported: .png"));
        assertThat(rules.judge(Path.of("Makefile")))
                .isEqualTo(new Verdict.Skip("format not supported: no file name extension"));
    }

    @Test
    void excludedFoldersAreNotEntered() {
        assertThat(rules.enters(Path.of("adr"))).isFalse();
        assertThat(rules.enters(Path.of(".git"))).isFalse();
        assertThat(rules.enters(Path.of("procedures"))).isTrue();
    }
}
