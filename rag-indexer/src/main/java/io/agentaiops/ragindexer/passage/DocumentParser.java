package io.agentaiops.ragindexer.passage;

import io.agentaiops.ragindexer.passage.ParseOutcome.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a document of any known format. */
public final class DocumentParser {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private DocumentParser() {}

    /**
     * Reads the document.
     *
     * @param documentId names it when it has no title of its own
     * @param content the text; of formats that are not text, the HTML that was extracted
     * @param givenTitle what its source calls it; a title in the document wins
     */
    public static ParseOutcome parse(
            String documentId, DocumentFormat format, @Nullable String givenTitle, String content) {
        if (content.isBlank()) {
            return new Unreadable(1, "the document is empty");
        }
        String fallback = givenTitle == null || givenTitle.isBlank() ? nameOf(documentId) : givenTitle.strip();
        ParseOutcome outcome = switch (format) {
            case MARKDOWN -> MarkdownParser.parse(lines(content), fallback);
            case TEXT -> TextParser.parse(lines(content), givenTitle, fallback);
            case SOURCE -> SourceParser.parse(lines(content), nameWithExtension(documentId, givenTitle));
            case HTML, PDF, WORD, SLIDES, SHEET, EPUB -> HtmlParser.parse(content, format.place(), fallback);
        };
        return switch (outcome) {
            case ParseOutcome.Parsed parsed
            when parsed.document().blocks().isEmpty() -> new Unreadable(1, "the document has no text");
            case ParseOutcome.Parsed parsed -> parsed;
            case Unreadable unreadable -> unreadable;
        };
    }

    private static String nameWithExtension(String documentId, @Nullable String givenTitle) {
        return givenTitle == null || givenTitle.isBlank()
                ? documentId.substring(documentId.lastIndexOf('/') + 1)
                : givenTitle.strip();
    }

    static List<String> lines(String content) {
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        return new ArrayList<>(List.of(LINE_END.split(text, -1)));
    }

    /** {@code network/vpn-setup.md} becomes "vpn setup". */
    private static String nameOf(String documentId) {
        String name = documentId.substring(documentId.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String words = (dot > 0 ? name.substring(0, dot) : name)
                .replaceAll("[-_]+", " ")
                .strip();
        return words.isEmpty() ? documentId : words;
    }
}
