package io.agentaiops.ragindexer.passage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;

/**
 * Who may see a version of a document, as far as it says so itself. Told when the document is taken in, for from then on its
 * text can be asked for, long before it is indexed, and even when it is refused.
 */
public final class StatedAudience {

    private static final String KEY = "audience";

    private StatedAudience() {}

    /** Roles that may see it, none for everybody; empty when it says something of it that cannot be understood. */
    public static Optional<List<String>> of(DocumentFormat format, String content) {
        return switch (format) {
            case MARKDOWN, TEXT -> ofFrontMatter(content);
            case HTML, PDF, WORD, SLIDES, SHEET, EPUB -> Optional.of(HtmlParser.meta(Jsoup.parse(content), KEY));
            case SOURCE -> Optional.of(List.of());
        };
    }

    /** The same of bytes that are no text, or not all of them. */
    public static Optional<List<String>> ofUnreadable(DocumentFormat format, byte[] bytes) {
        return switch (format) {
            // Without the zeros between the letters of UTF-16.
            case MARKDOWN, TEXT, HTML ->
                unlessMentioned(new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", ""));
            case SOURCE, PDF, WORD, SLIDES, SHEET, EPUB -> Optional.of(List.of());
        };
    }

    private static Optional<List<String>> ofFrontMatter(String content) {
        try {
            FrontMatterParser.Found found = FrontMatterParser.parse(DocumentParser.lines(content));
            return Optional.of(found.frontMatter().audience());
        } catch (FrontMatterParser.Malformed e) {
            return unlessMentioned(content);
        }
    }

    private static Optional<List<String>> unlessMentioned(String text) {
        return mentioned(text) ? Optional.empty() : Optional.of(List.of());
    }

    static boolean mentioned(String text) {
        return text.toLowerCase(Locale.ROOT).contains(KEY);
    }
}
