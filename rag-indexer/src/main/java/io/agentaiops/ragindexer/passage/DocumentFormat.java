package io.agentaiops.ragindexer.passage;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Formats that can be read. */
public enum DocumentFormat {
    MARKDOWN("text/markdown", Place.LINE, "md markdown", "text/x-markdown"),
    TEXT("text/plain", Place.LINE, "txt text log adoc rst", ""),
    HTML("text/html", Place.LINE, "html htm xhtml", "application/xhtml+xml"),
    /** Programs, configuration and data that people read as text. */
    SOURCE(
            "text/x-source",
            Place.LINE,
            "java kt scala groovy py rb pl php go rs c h cc cpp hpp cs js mjs ts tsx jsx lua sh bash zsh ps1 sql tf hcl"
                    + " yaml yml json toml ini cfg conf properties xml service rules css gradle",
            "application/json application/yaml application/xml text/xml"),
    PDF("application/pdf", Place.PAGE, "pdf", ""),
    WORD(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Place.PARAGRAPH,
            "docx doc odt rtf",
            "application/msword application/vnd.oasis.opendocument.text application/rtf"),
    SLIDES(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Place.SLIDE,
            "pptx ppt",
            "application/vnd.ms-powerpoint"),
    SHEET(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Place.SHEET,
            "xlsx xls",
            "application/vnd.ms-excel"),
    EPUB("application/epub+zip", Place.PARAGRAPH, "epub", "");

    /** What places in a document are counted in. */
    public enum Place {
        LINE,
        PAGE,
        SLIDE,
        SHEET,
        PARAGRAPH
    }

    private final String mediaType;
    private final Place place;
    /** Separated by spaces, as the next. */
    private final String extensions;

    private final String otherTypes;

    DocumentFormat(String mediaType, Place place, String extensions, String otherTypes) {
        this.mediaType = mediaType;
        this.place = place;
        this.extensions = extensions;
        this.otherTypes = otherTypes;
    }

    public String mediaType() {
        return mediaType;
    }

    public Place place() {
        return place;
    }

    /** Whether its files are text; of the others the text must be extracted first. */
    public boolean isText() {
        return place == Place.LINE;
    }

    /** A file name extension of the format, without the dot. */
    public String extension() {
        return switch (this) {
            case MARKDOWN -> "md";
            case TEXT, SOURCE -> "txt";
            case HTML -> "html";
            case PDF -> "pdf";
            case WORD -> "docx";
            case SLIDES -> "pptx";
            case SHEET -> "xlsx";
            case EPUB -> "epub";
        };
    }

    /** The format of that media type; parameters such as {@code charset} do not matter. */
    public static Optional<DocumentFormat> ofMediaType(String mediaType) {
        int parameters = mediaType.indexOf(';');
        String bare = (parameters < 0 ? mediaType : mediaType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(bare) || has(format.otherTypes, bare))
                .findFirst();
    }

    /** The format that a file of that name has. */
    public static Optional<DocumentFormat> ofFileName(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.contains(".")
                ? Arrays.stream(values())
                        .filter(format -> has(format.extensions, extension))
                        .findFirst()
                : Optional.empty();
    }

    private static boolean has(String list, String item) {
        return Arrays.asList(list.split(" ", -1)).contains(item);
    }

    /** The media types of all text formats, for people. */
    public static String textTypes() {
        return Arrays.stream(values())
                .filter(DocumentFormat::isText)
                .map(DocumentFormat::mediaType)
                .collect(joining(", "));
    }
}
