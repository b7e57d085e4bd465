package io.agentaiops.ragindexer.passage;

import java.util.Locale;
import java.util.Optional;

/** Formats that can be read. */
public enum DocumentFormat {
    MARKDOWN("text/markdown"),
    TEXT("text/plain"),
    HTML("text/html");

    private final String mediaType;

    DocumentFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The format of that media type; parameters such as {@code charset} do not matter. */
    public static Optional<DocumentFormat> ofMediaType(String mediaType) {
        int parameters = mediaType.indexOf(';');
        String bare = parameters < 0 ? mediaType : mediaType.substring(0, parameters);
        return switch (bare.strip().toLowerCase(Locale.ROOT)) {
            case "text/markdown", "text/x-markdown" -> Optional.of(MARKDOWN);
            case "text/plain" -> Optional.of(TEXT);
            case "text/html" -> Optional.of(HTML);
            default -> Optional.empty();
        };
    }

    /** The format that a file of that name has. */
    public static Optional<DocumentFormat> ofFileName(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "md", "markdown" -> Optional.of(MARKDOWN);
            case "txt", "text" -> Optional.of(TEXT);
            case "html", "htm" -> Optional.of(HTML);
            default -> Optional.empty();
        };
    }
}
