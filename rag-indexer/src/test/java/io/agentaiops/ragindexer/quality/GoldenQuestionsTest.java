package io.agentaiops.ragindexer.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoldenQuestionsTest {

    private final List<GoldenQuestion> questions = GoldenQuestions.shipped();

    @Test
    void thereAreEnoughOfEachKind() {
        assertThat(questions.stream().filter(question -> !question.isOutOfScope()))
                .hasSizeGreaterThanOrEqualTo(120);
        assertThat(questions.stream().filter(GoldenQuestion::isOutOfScope)).hasSizeGreaterThanOrEqualTo(30);
        assertThat(questions)
                .extracting(GoldenQuestion::kind)
                .contains("symptom", "error", "howto", "policy", "abbreviation", "misspelt", "nowhere");
    }

    @Test
    void everyDocumentThatAnswersShips() throws IOException {
        Set<String> shipped;
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("aiops.root.dir"), "documents"))) {
            shipped = files.map(file -> String.valueOf(file.getFileName()).replace(".md", ""))
                    .collect(Collectors.toSet());
        }

        assertThat(questions).allSatisfy(question -> assertThat(shipped).containsAll(question.documents()));
    }
}
