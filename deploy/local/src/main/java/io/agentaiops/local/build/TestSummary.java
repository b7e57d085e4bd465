package io.agentaiops.local.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the tests of all modules came to, in the words of Surefire.
 *
 * @param run how many ran
 * @param failures how many saw something else than expected
 * @param errors how many broke
 * @param skipped how many were left out
 */
public record TestSummary(int run, int failures, int errors, int skipped) {

    private static final int DEPTH = 5;
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    /** The sum of the reports in XML that were written since. */
    public static TestSummary since(Path root, Instant begin) {
        TestSummary sum = new TestSummary(0, 0, 0, 0);
        for (Path report : reports(root)) {
            try {
                if (!Files.getLastModifiedTime(report).toInstant().isBefore(begin)) {
                    sum = sum.plus(read(report));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + report, e);
            }
        }
        return sum;
    }

    /** The one line that says it all. */
    public String line() {
        return "Tests run: " + run + ", Failures: " + failures + ", Errors: " + errors + ", Skipped: " + skipped;
    }

    /** By test and not by class, whose line counts the tests of one engine only where a class has several. */
    private static TestSummary read(Path report) throws IOException {
        Map<String, Integer> elements = new HashMap<>();
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader reader = XML.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    elements.merge(reader.getLocalName(), 1, Integer::sum);
                }
            }
            reader.close();
        } catch (XMLStreamException e) {
            throw new IOException("not a report of Surefire's: " + e.getMessage(), e);
        }
        return new TestSummary(
                elements.getOrDefault("testcase", 0),
                elements.getOrDefault("failure", 0),
                elements.getOrDefault("error", 0),
                elements.getOrDefault("skipped", 0));
    }

    private TestSummary plus(TestSummary other) {
        return new TestSummary(
                run + other.run, failures + other.failures, errors + other.errors, skipped + other.skipped);
    }

    private static List<Path> reports(Path root) {
        try (Stream<Path> files = Files.find(
                root,
                DEPTH,
                (path, attributes) -> path.toString().contains("/target/surefire-reports/")
                        && path.toString().endsWith(".xml"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
