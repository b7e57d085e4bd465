package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.eventbus.problem.Problem.FieldError;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.source.DecodedText;
import io.agentaiops.ragindexer.source.OriginalFile;
import io.agentaiops.ragindexer.source.SourceDocument;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document as somebody sends it.
 *
 * @param documentId made from the title when left out
 * @param title needed when there is no documentId
 * @param mediaType made from the documentId's ending when left out
 * @param content the whole text
 * @param tags for filtering
 * @param audience roles that may see it; everybody when left out
 */
record DocumentUpload(
        @Nullable String documentId,
        @Nullable String title,
        @Nullable String mediaType,
        @Nullable String content,
        @Nullable List<@Nullable String> tags,
        @Nullable List<@Nullable String> audience) {

    /** The document, or a problem that names every field that is wrong. */
    SourceDocument document(int maxSize, Instant now) {
        List<FieldError> errors = new ArrayList<>();
        String id = id(errors);
        Optional<DocumentFormat> format = format(id).filter(DocumentFormat::isText);
        if (format.isEmpty()) {
            errors.add(new FieldError(
                    "mediaType",
                    "must be one of " + DocumentFormat.textTypes() + " here; send other files as a form with file"));
        }
        String text = content == null ? "" : content;
        if (text.isBlank()) {
            errors.add(new FieldError("content", "must not be empty"));
        } else if (text.getBytes(StandardCharsets.UTF_8).length > maxSize) {
            throw Problem.tooLarge("document-too-large", "at most " + maxSize + " bytes are taken");
        }
        DecodedText.problemIn(text)
                .ifPresent(problem ->
                        errors.add(new FieldError("content", "line " + problem.line() + ": " + problem.reason())));
        List<String> clean = clean("tags", tags, errors);
        List<String> roles = clean("audience", audience, errors);
        if (!errors.isEmpty() || format.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new SourceDocument(id, Origin.UPLOAD, format.get(), title, clean, roles, text, null, now);
    }

    /** The document of a file that is not text, or a problem that names every field that is wrong. */
    SourceDocument document(DocumentFormat format, OriginalFile file, int maxSize, Instant now) {
        List<FieldError> errors = new ArrayList<>();
        String id = id(errors);
        if (file.bytes().length == 0) {
            errors.add(new FieldError("file", "must not be empty"));
        } else if (file.bytes().length > maxSize) {
            throw Problem.tooLarge("document-too-large", "at most " + maxSize + " bytes are taken");
        }
        List<String> clean = clean("tags", tags, errors);
        List<String> roles = clean("audience", audience, errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new SourceDocument(id, Origin.UPLOAD, format, title, clean, roles, "", file, now);
    }

    private String id(List<FieldError> errors) {
        if (documentId == null && (title == null || title.isBlank())) {
            errors.add(new FieldError("documentId", "a documentId or a title is needed"));
            return "";
        }
        String id = documentId != null ? documentId.strip() : "uploads/" + slug(String.valueOf(title)) + extension();
        if (id.isEmpty()
                || id.length() > SourceDocument.LONGEST_ID
                || !id.chars().allMatch(c -> c >= ' ')) {
            errors.add(new FieldError(
                    "documentId",
                    "must have 1 to " + SourceDocument.LONGEST_ID + " characters, all of them printable"));
        }
        return id;
    }

    private String extension() {
        DocumentFormat format = mediaType == null
                ? DocumentFormat.MARKDOWN
                : DocumentFormat.ofMediaType(mediaType).orElse(DocumentFormat.TEXT);
        return "." + format.extension();
    }

    private Optional<DocumentFormat> format(String id) {
        return mediaType == null || mediaType.isBlank()
                ? DocumentFormat.ofFileName(id)
                : DocumentFormat.ofMediaType(mediaType);
    }

    private static List<String> clean(String field, @Nullable List<@Nullable String> given, List<FieldError> errors) {
        List<String> clean = new ArrayList<>();
        for (String tag : given == null ? List.<@Nullable String>of() : given) {
            if (tag == null || tag.isBlank() || tag.length() > 100 || tag.indexOf('\0') >= 0) {
                errors.add(new FieldError(field, "each must have 1 to 100 characters"));
            } else {
                clean.add(tag.strip());
            }
        }
        return clean;
    }

    private static String slug(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        String slug = plain.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        return slug.isEmpty() ? "document" : slug.substring(0, Math.min(slug.length(), 80));
    }
}
