package io.agentaiops.ragindexer.extraction;

import io.agentaiops.ragindexer.extraction.Extraction.Extracted;
import io.agentaiops.ragindexer.extraction.Extraction.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.ToXMLContentHandler;
import org.apache.tika.sax.WriteOutContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads one file with Tika, in the process that is made for it. */
final class TikaText {

    private static final int LONGEST_REASON = 200;

    private final int mostCharacters;
    private final AutoDetectParser parser = new AutoDetectParser();

    TikaText(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /** The text of the file as HTML. Whatever is wrong with it is an outcome; only the lack of memory ends the process. */
    Extraction.Verdict read(Path file, String name) {
        ToXMLContentHandler html = new ToXMLContentHandler();
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try (TikaInputStream in = TikaInputStream.get(file)) {
            parser.parse(in, new WriteOutContentHandler(html, mostCharacters), metadata, context());
            return new Extracted(html.toString());
        } catch (IOException | SAXException | TikaException | RuntimeException | StackOverflowError | LinkageError e) {
            return new Refused(reason(e));
        }
    }

    private static ParseContext context() {
        ParseContext context = new ParseContext();
        context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setExtractInlineImages(false);
        pdf.setExtractBookmarksText(false);
        context.set(PDFParserConfig.class, pdf);
        return context;
    }

    private String reason(Throwable problem) {
        if (problem instanceof StackOverflowError) {
            return "its parts are nested too deeply";
        }
        if (problem instanceof LinkageError) {
            return "the reader cannot read such files here: " + problem.getMessage();
        }
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof EncryptedDocumentException
                    || cause.getClass().getSimpleName().contains("InvalidPassword")) {
                return "it is protected by a password";
            }
            if (cause instanceof WriteLimitReachedException) {
                return "it has more than " + mostCharacters + " characters of text";
            }
            if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("zip bomb")) {
                return "it would unpack to many times its size (a zip bomb)";
            }
        }
        return "it is broken or not what its name says: " + rootMessage(problem);
    }

    private static String rootMessage(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String line = message.lines().findFirst().orElse("").replaceAll("/[^ ]*/", "");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
    }

    /** Pictures and attachments are not read. */
    private static final class NothingEmbedded implements EmbeddedDocumentExtractor {
        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return false;
        }

        @Override
        public void parseEmbedded(InputStream in, ContentHandler handler, Metadata metadata, boolean outputHtml) {}
    }
}
