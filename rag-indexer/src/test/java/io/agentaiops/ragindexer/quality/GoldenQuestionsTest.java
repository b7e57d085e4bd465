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

    /** They name the documents that answer. */
    private static final Set<String> NOT_ASKED_FOR = Set.of("README", "faq");

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
    void everyDocumentThatAnswersShipsAndEveryShippedOneIsAskedFor() throws IOException {
        Set<String> asked = questions.stream()
                .flatMap(question -> question.documents().stream())
                .collect(Collectors.toSet());
        Set<String> shipped;
        Path documents = Path.of(System.getProperty("aiops.root.dir"), "documents");
        try (Stream<Path> files = Files.walk(documents)) {
            shipped = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !documents.relativize(file).startsWith("adr"))
                    .map(file -> String.valueOf(file.getFileName()).replace(".md", ""))
                    .filter(document -> !NOT_ASKED_FOR.contains(document))
                    .collect(Collectors.toSet());
        }

        assertThat(asked).containsExactlyInAnyOrderElementsOf(shipped);
    }
}
