package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;

/** Files that are not text are found by what they say, and refused with a reason when they say nothing. */
@QuarkusTest
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator"})
class FormatsIT {

    @Test
    void pdfIsCitedByItsPage() throws IOException {
        upload("turbine.pdf", pdf("", "General remarks on turbines", "Lubricate the turbine with walrus oil"));

        Knowledge.awaitState("uploads/turbine.pdf", "indexed");

        assertThat(Knowledge.search("lubricate turbine walrus oil").jsonPath().getString("results[0].lines"))
                .startsWith("page");
        assertThat(Knowledge.found("lubricate turbine walrus oil").getFirst()).isEqualTo("uploads/turbine.pdf");
    }

    @Test
    void theSameFileAgainIsNeitherReadNorIndexedAgain() throws IOException {
        byte[] file = word("The almanac of lighthouses names forty lamps.");
        upload("lamps.docx", file);
        Knowledge.awaitState("uploads/lamps.docx", "indexed");
        List<Integer> writes = Knowledge.writes("uploads/lamps.docx");

        upload("lamps.docx", file);

        assertThat(Knowledge.field("uploads/lamps.docx", "state")).isEqualTo("indexed");
        assertThat(Knowledge.writes("uploads/lamps.docx")).isEqualTo(writes).hasSize(1);
    }

    @Test
    void wordAndSheetsAreFoundByTheirText() throws IOException {
        upload("gantry.docx", word("The gantry crane must be parked above the basalt mark."));
        upload("cranes.xlsx", sheet("crane seven", "parked near the obsidian wharf"));

        Knowledge.awaitState("uploads/gantry.docx", "indexed");
        Knowledge.awaitState("uploads/cranes.xlsx", "indexed");

        assertThat(Knowledge.found("gantry crane basalt mark")).contains("uploads/gantry.docx");
        assertThat(Knowledge.found("crane seven obsidian wharf")).contains("uploads/cranes.xlsx");
    }

    @Test
    void slidesAreCitedByTheirNumberAndBooksAreFound() throws IOException {
        upload("talk.pptx", slides("Welcome to the observatory", "Point the telescope at the quasar after midnight"));
        upload("book.epub", book("The almanac says that badgers forecast the first frost."));

        Knowledge.awaitState("uploads/talk.pptx", "indexed");
        Knowledge.awaitState("uploads/book.epub", "indexed");

        var talk = Knowledge.search("telescope quasar midnight").jsonPath();
        assertThat(talk.getString("results[0].documentId")).isEqualTo("uploads/talk.pptx");
        assertThat(talk.getString("results[0].lines")).startsWith("slide");
        assertThat(Knowledge.found("almanac badgers forecast frost")).contains("uploads/book.epub");
    }

    @Test
    void brokenProtectedAndExplodingFilesAreRefusedWithTheReasonAndTheNextOneIsRead() throws IOException {
        // As large as manuals are, which are taken whole.
        upload(
                "broken.pdf",
                ("%PDF-1.7 this is no such thing" + " ".repeat(9_000_000)).getBytes(StandardCharsets.UTF_8));
        upload("locked.pdf", pdf("secret", "Nobody reads this"));
        upload("locked.docx", locked(word("Nobody reads this either")));
        upload("bomb.docx", bomb());
        upload("after.docx", word("The heron still stands on one leg."));

        // The bomb may use the time that a file is given.
        Knowledge.awaitState("uploads/after.docx", "indexed", Duration.ofSeconds(60));

        assertThat(Knowledge.field("uploads/broken.pdf", "error")).contains("broken");
        assertThat(Knowledge.field("uploads/locked.pdf", "error")).contains("protected by a password");
        assertThat(Knowledge.field("uploads/locked.docx", "error")).contains("protected by a password");
        assertThat(Knowledge.field("uploads/bomb.docx", "state")).isEqualTo("failed");
    }

    private static void upload(String name, byte[] content) {
        given().multiPart("file", name, content)
                .post("/api/v1/documents")
                .then()
                .statusCode(202);
    }

    private static byte[] pdf(String password, String... pages) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            for (String text : pages) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.newLineAtOffset(72, 700);
                    content.showText(text);
                    content.endText();
                }
            }
            if (!password.isEmpty()) {
                document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
            }
            document.save(out);
        }
        return out.toByteArray();
    }

    private static byte[] word(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            document.createParagraph().createRun().setText(text);
            document.write(out);
        }
        return out.toByteArray();
    }

    private static byte[] sheet(String... cells) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            var row = workbook.createSheet("Cranes").createRow(0);
            for (int i = 0; i < cells.length; i++) {
                row.createCell(i).setCellValue(cells[i]);
            }
            workbook.write(out);
        }
        return out.toByteArray();
    }

    private static byte[] slides(String... titles) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XMLSlideShow show = new XMLSlideShow()) {
            for (String title : titles) {
                show.createSlide().createTextBox().setText(title);
            }
            show.write(out);
        }
        return out.toByteArray();
    }

    /** Encrypted as Word does it: the package inside an OLE container. */
    private static byte[] locked(byte[] document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EncryptionInfo agile = new EncryptionInfo(EncryptionMode.agile);
        agile.getEncryptor().confirmPassword("secret");
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            try (OutputStream encrypted = agile.getEncryptor().getDataStream(container)) {
                encrypted.write(document);
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
            container.writeFilesystem(out);
        }
        return out.toByteArray();
    }

    private static byte[] book(String sentence) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("mimetype", "application/epub+zip");
        parts.put("META-INF/container.xml", """
                <?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\
                <rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>\
                </container>""");
        parts.put("book.opf", """
                <?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\
                <metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier>\
                <dc:title>Almanac</dc:title><dc:language>en</dc:language></metadata>\
                <manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>\
                <spine><itemref idref="c"/></spine></package>""");
        parts.put("c.xhtml", """
                <?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>One</title></head>\
                <body><h1>Weather</h1><p>%s</p></body></html>""".formatted(sentence));
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    /** A few hundred kB that become 400 MB. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] spaces = " ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write("""
                    <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                    <Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" \
                    ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" \
                    ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
                    """.strip().getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("_rels/.rels"));
            zip.write("""
                    <?xml version="1.0"?><Relationships \
                    xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" \
                    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
                    Target="word/document.xml"/></Relationships>
                    """.strip().getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            for (int i = 0; i < 400; i++) {
                zip.write(spaces);
            }
        }
        return out.toByteArray();
    }
}
