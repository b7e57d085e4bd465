package io.agentaiops.ragindexer.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.agentaiops.ragindexer.BenchTexts;
import io.agentaiops.ragindexer.Series;
import io.agentaiops.ragindexer.passage.Passage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the settings of the ONNX runtime cost and bring: each in a JVM of its own, in turns, medians of the rounds. Not a
 * test, and not run as one: {@code AIOPS_BENCH_QA=questions.json mvn -pl rag-indexer -am test -Dtest=EmbeddingBench
 * -Dsurefire.failIfNoSpecifiedTests=false}; {@code -Dmodel=bge-small-en-v1.5-q} for the other model, {@code -Drounds=5}.
 */
class EmbeddingBench {

    private static final int PASSAGES = 200;
    private static final int QUESTIONS = 150;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Texts side by side, and how each is worked on. */
    record Setting(int texts, SessionSettings session) {

        private static Setting of(String line) {
            String[] parts = line.split(" ", -1);
            boolean[] flags = {parts[2].contains("a"), parts[2].contains("p"), parts[2].contains("s")};
            return new Setting(
                    Integer.parseInt(parts[0]),
                    new SessionSettings(Integer.parseInt(parts[1]), flags[0], flags[1], flags[2]));
        }
    }

    /** Texts side by side, threads for each, and a(rena), p(atterns), s(pinning). */
    private static final List<String> SETTINGS =
            List.of("2 1 aps", "2 1 ap-", "2 1 a--", "2 1 p--", "2 1 ---", "1 2 aps", "1 2 ap-", "1 2 a--", "2 2 a--");

    /** What one JVM measured, as JSON. */
    record Figures(
            double passagesPerSecond,
            double cpuMillis,
            double questionMillis,
            double questionMillisAmidPassages,
            long megabytesLoaded,
            long megabytes) {}

    private record Texts(List<String> passages, List<String> questions) {}

    @TempDir
    Path folder;

    @Test
    void measure() throws IOException, InterruptedException {
        String model = System.getProperty("model", BundledModel.MINILM.id());
        Path texts = folder.resolve("texts.json");
        JSON.writeValue(texts.toFile(), texts(bundled(model)));
        Map<String, List<Figures>> measured = new LinkedHashMap<>();
        for (int round = 0; round < Integer.getInteger("rounds", 2); round++) {
            for (String setting : SETTINGS) {
                measured.computeIfAbsent(setting, each -> new ArrayList<>()).add(run(model, setting, texts));
            }
        }
        System.out.printf("%s: %d passages, %d questions%n", model, PASSAGES, QUESTIONS);
        measured.forEach((setting, figures) -> System.out.println(row(Setting.of(setting), figures)));
    }

    private static Texts texts(BundledModel bundled) throws IOException {
        BenchTexts read = BenchTexts.read();
        try (OnnxModel model = OnnxModel.load(bundled)) {
            List<String> passages = new ArrayList<>();
            for (String document : read.documents()) {
                BenchTexts.passages("bench.md", document, model::tokens).stream()
                        .map(Passage::embeddingText)
                        .forEach(passages::add);
            }
            Collections.shuffle(passages, new Random(7));
            return new Texts(
                    passages.subList(0, 2 * PASSAGES),
                    read.questions()
                            .subList(0, Math.min(QUESTIONS, read.questions().size())));
        }
    }

    private Figures run(String model, String setting, Path texts) throws IOException, InterruptedException {
        Path out = folder.resolve("out.json");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddingBench.class.getName(),
                model,
                setting,
                texts.toString(),
                out.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return JSON.readValue(out.toFile(), Figures.class);
    }

    /** The JVM of one setting. */
    public static void main(String[] arguments) throws Exception {
        Setting setting = Setting.of(arguments[1]);
        Texts texts = JSON.readValue(Path.of(arguments[2]).toFile(), Texts.class);
        List<String> warm = texts.passages().subList(0, PASSAGES);
        List<String> passages = texts.passages().subList(PASSAGES, 2 * PASSAGES);
        try (OnnxModel model = OnnxModel.load(bundled(arguments[0]), setting.session());
                ExecutorService threads = Executors.newFixedThreadPool(setting.texts())) {
            long loaded = residentMegabytes();
            embed(model, threads, warm).forEach(EmbeddingBench::await);
            ask(model, texts.questions());
            long cpu = cpuNanos();
            long start = System.nanoTime();
            embed(model, threads, passages).forEach(EmbeddingBench::await);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuMillis = (cpuNanos() - cpu) / 1e6 / PASSAGES;
            double alone = Series.of(ask(model, texts.questions())).percentile(50);
            List<Future<Vector>> running = embed(model, threads, passages);
            double amid = Series.of(ask(model, texts.questions())).percentile(50);
            running.forEach(each -> each.cancel(false));
            JSON.writeValue(
                    Path.of(arguments[3]).toFile(),
                    new Figures(PASSAGES / seconds, cpuMillis, alone, amid, loaded, residentMegabytes()));
        }
    }

    private static List<Future<Vector>> embed(OnnxModel model, ExecutorService threads, List<String> texts) {
        return texts.stream()
                .map(text -> threads.submit(() -> model.embed(text)))
                .toList();
    }

    private static List<Long> ask(OnnxModel model, List<String> questions) {
        List<Long> took = new ArrayList<>();
        for (String question : questions) {
            long start = System.nanoTime();
            model.embed(question);
            took.add(System.nanoTime() - start);
        }
        return took;
    }

    private static void await(Future<Vector> running) {
        try {
            running.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
                .findFirst()
                .orElseThrow();
    }

    private static BundledModel bundled(String model) {
        return BundledModel.of(model).orElseThrow();
    }

    private static String row(Setting setting, List<Figures> figures) {
        SessionSettings session = setting.session();
        return String.format(
                Locale.ROOT,
                "texts %d  threads %d  arena %-5b patterns %-5b spinning %-5b | %5.1f passages/s  %5.1f ms CPU each"
                        + "  question p50 %4.1f ms, amid passages %4.1f ms  resident %d MB, loaded %d MB",
                setting.texts(),
                session.threads(),
                session.arena(),
                session.patterns(),
                session.spinning(),
                median(figures.stream().map(Figures::passagesPerSecond).toList()),
                median(figures.stream().map(Figures::cpuMillis).toList()),
                median(figures.stream().map(Figures::questionMillis).toList()),
                median(figures.stream().map(Figures::questionMillisAmidPassages).toList()),
                Math.round(median(
                        figures.stream().map(each -> (double) each.megabytes()).toList())),
                Math.round(median(figures.stream()
                        .map(each -> (double) each.megabytesLoaded())
                        .toList())));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return IntStream.of((sorted.size() - 1) / 2, sorted.size() / 2)
                .mapToDouble(sorted::get)
                .average()
                .orElseThrow();
    }
}
