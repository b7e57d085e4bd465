package io.agentaiops.ragindexer.quality;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The golden questions: those for the documents that ship, and the team's own from a file in the same form. */
@ApplicationScoped
class GoldenQuestions {

    private static final String SHIPPED = "/golden/questions.yaml";
    private static final TypeReference<Map<String, Map<String, List<String>>>> FORM = new TypeReference<>() {};

    private final List<GoldenQuestion> questions;

    GoldenQuestions(QualityConfig config) {
        List<GoldenQuestion> all = new ArrayList<>(shipped());
        config.questions().ifPresent(file -> all.addAll(of(file)));
        this.questions = List.copyOf(all);
    }

    List<GoldenQuestion> all() {
        return questions;
    }

    static List<GoldenQuestion> shipped() {
        try (InputStream in = GoldenQuestions.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException(SHIPPED + " is not in the program");
            }
            return read(in);
        } catch (IOException e) {
            throw new IllegalStateException(SHIPPED + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<GoldenQuestion> of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "aiops.quality.questions: " + file + " must hold questions with lists of documents by kind: "
                            + e.getMessage(),
                    e);
        }
    }

    private static List<GoldenQuestion> read(InputStream in) throws IOException {
        List<GoldenQuestion> questions = new ArrayList<>();
        new ObjectMapper(new YAMLFactory())
                .readValue(in, FORM)
                .forEach((kind, byQuery) -> byQuery.forEach(
                        (query, documents) -> questions.add(new GoldenQuestion(kind, query, documents))));
        return questions;
    }
}
