package io.agentaiops.ragindexer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.passage.DocumentParser;
import io.agentaiops.ragindexer.passage.ParseOutcome;
import io.agentaiops.ragindexer.passage.Passage;
import io.agentaiops.ragindexer.passage.PassageSize;
import io.agentaiops.ragindexer.passage.PassageSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** What the benches index and ask: the shipped documents, and foreign questions with their answers. */
public record BenchTexts(List<String> documents, List<String> questions) {

    /** Reads {@code AIOPS_BENCH_QA}, a list of {@code {idx, question, answer}}, and the shipped documents. */
    public static BenchTexts read() throws IOException {
        List<String> documents = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("aiops.root.dir"), "documents"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(file -> documents.add(text(file)));
        }
        for (JsonNode one : new ObjectMapper()
                .readTree(Path.of(System.getenv("AIOPS_BENCH_QA")).toFile())) {
            documents.add(one.path("answer").asText());
            questions.add(one.path("question").asText());
        }
        return new BenchTexts(documents, questions);
    }

    /** The same documents again and again, each time with other words in every paragraph, until there are so many. */
    public List<String> varied(int passages, String mark, ToIntFunction<String> tokens) {
        List<String> varied = new ArrayList<>();
        for (int round = 0, made = 0; made < passages; round++) {
            for (int i = 0; i < documents.size() && made < passages; i++) {
                String text = variant(documents.get(i), mark + "r" + round);
                varied.add(text);
                made += passages("count.md", text, tokens).size();
            }
        }
        return varied;
    }

    /** A text that has no passage in common with the others: a word is put before each paragraph. */
    private static String variant(String text, String mark) {
        return text.replaceFirst("(?s)^---\n.*?\n---\n", "").replaceAll("\n\n(?=[A-Za-z])", "\n\n" + mark + " ");
    }

    /** The passages of a Markdown text. */
    public static List<Passage> passages(String id, String text, ToIntFunction<String> tokens) {
        return switch (DocumentParser.parse(id, DocumentFormat.MARKDOWN, null, text)) {
            case ParseOutcome.Parsed parsed ->
                PassageSplitter.split(id, parsed.document(), new PassageSize(tokens, 512));
            case ParseOutcome.Unreadable unreadable -> throw new IllegalArgumentException(unreadable.reason());
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
