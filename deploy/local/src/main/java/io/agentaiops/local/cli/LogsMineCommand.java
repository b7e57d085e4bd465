package io.agentaiops.local.cli;

import io.agentaiops.local.stack.StackFailure;
import io.agentaiops.logmining.LineFormat;
import io.agentaiops.logmining.Mined;
import io.agentaiops.logmining.TemplateMiner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the kinds of messages in a log file of any system; needs nothing to run. */
@Command(
        name = "mine",
        description = {
            "Groups the lines of a log file by what they say: one template for each kind of message.",
            "The file may be of any system; what stands before the message is recognised."
        },
        mixinStandardHelpOptions = true)
final class LogsMineCommand implements Runnable {

    private static final int LINES_FOR_FORMAT = 1000;
    /** Lines are told their template in portions of this size, so that a file of any size fits into memory. */
    private static final int PORTION = 1_000_000;

    private static final int MOST_WAITING = 100_000;

    @Parameters(paramLabel = "FILE", description = "The log file; - reads from standard input.")
    private String file = "";

    @Option(names = "--csv", description = "Prints line,cluster,template for each line, the template in quotes.")
    private boolean csv;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final TemplateMiner miner = new TemplateMiner();
    private final List<Mined> portion = new ArrayList<>();
    private final Map<Integer, Long> counts = new HashMap<>();
    private long told;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (csv) {
            out.print("line,cluster,template\n");
        }
        try (InputStream bytes = open();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16)) {
            read(lines, out);
        } catch (NoSuchFileException e) {
            throw new StackFailure("there is no file " + file);
        } catch (IOException e) {
            throw new StackFailure(file + " cannot be read: " + e.getMessage());
        }
        if (!csv) {
            summary(new Terminal(out));
        }
        out.flush();
    }

    private InputStream open() throws IOException {
        return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
    }

    private void read(BufferedReader lines, PrintWriter out) throws IOException {
        List<String> first = new ArrayList<>();
        String line = lines.readLine();
        while (line != null && first.size() < LINES_FOR_FORMAT) {
            first.add(line);
            line = lines.readLine();
        }
        LineFormat format =
                LineFormat.of(first.stream().filter(text -> !text.isBlank()).toList());
        first.forEach(text -> portion.add(miner.add(format.message(text))));
        while (line != null) {
            portion.add(miner.add(format.message(line)));
            if (portion.size() >= PORTION || miner.waiting() >= MOST_WAITING) {
                tell(out);
            }
            line = lines.readLine();
        }
        tell(out);
    }

    private void tell(PrintWriter out) {
        miner.settle();
        Map<Integer, String> texts = new HashMap<>();
        StringBuilder row = new StringBuilder();
        for (Mined mined : portion) {
            int cluster = miner.number(mined);
            told++;
            counts.merge(cluster, 1L, Long::sum);
            if (csv) {
                String text = texts.computeIfAbsent(
                        cluster, number -> miner.template(number).text().replace("\"", "\"\""));
                row.setLength(0);
                row.append(told)
                        .append(',')
                        .append(cluster)
                        .append(",\"")
                        .append(text)
                        .append("\"\n");
                out.append(row);
            }
        }
        portion.clear();
    }

    private void summary(Terminal terminal) {
        List<List<String>> rows = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> List.of(
                        entry.getValue().toString(),
                        entry.getKey().toString(),
                        miner.template(entry.getKey()).text()))
                .toList();
        terminal.table(List.of("LINES", "CLUSTER", "TEMPLATE"), rows);
        terminal.line(told + " lines, " + rows.size() + " templates");
    }
}
