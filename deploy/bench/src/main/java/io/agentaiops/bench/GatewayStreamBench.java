package io.agentaiops.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What the gateway adds to a model's stream: the same scripted model asked directly and through the gateway, in turns, in
 * one run. Also what the agent adds to the model's first token and to a tool's own time, and what idle clients cost.
 */
public final class GatewayStreamBench {

    private enum Part {
        FIRST_TOKEN,
        THROUGHPUT,
        AGENT,
        TOOL_STEP,
        IDLE
    }

    private static final String GATEWAY = "agent-gateway";
    private static final String PACED = "paced-10-50";
    private static final String SHORT = "paced-2-500";
    private static final int STREAMS = 16;
    private static final int ROUNDS = 12;
    private static final int EACH = 4;
    private static final int MANY = 256;
    private static final int TOKENS = 400;
    private static final int PACE = 50;
    private static final int PAIRS = 3;
    private static final int IDLE = 1000;
    private static final int STEPS = 100;
    /** Steps that are taken and not counted: below some hundreds it is the JVM's compiler that is measured. */
    private static final int WARM_STEPS = 500;

    private static final String QUESTION = "How full are the disks?";
    private static final String STEP_QUESTION = "How long is it up? Please use the tool.";

    private final StreamLoad direct;
    private final StreamLoad through;
    private final ScriptedModel model;
    private final BenchStack stack;

    private GatewayStreamBench(StreamLoad direct, StreamLoad through, ScriptedModel model, BenchStack stack) {
        this.direct = direct;
        this.through = through;
        this.model = model;
        this.stack = stack;
    }

    /**
     * Starts a stack, measures, stops it.
     *
     * @param arguments the root of the checkout, with the services built
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Vertx serving = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Vertx asking = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        int port = freePort();
        ScriptedModel model = new ScriptedModel(port);
        StreamLoad.await(serving.deployVerticle(model));
        try (BenchStack stack =
                BenchStack.start(Path.of(arguments[0]), Map.of("OLLAMA_BASE_URL", "http://127.0.0.1:" + port))) {
            StreamLoad direct = new StreamLoad(asking, port, "none", IDLE);
            StreamLoad through = new StreamLoad(asking, BenchStack.GATEWAY_PORT, stack.key(), IDLE);
            new GatewayStreamBench(direct, through, model, stack).measure();
        } finally {
            StreamLoad.await(asking.close());
            StreamLoad.await(serving.close());
        }
    }

    /** All parts, or those that {@code -Dparts=FIRST_TOKEN,IDLE} names; the idle clients meet a gateway just started. */
    private void measure() throws IOException, InterruptedException {
        List<Part> parts = Arrays.stream(System.getProperty("parts", "IDLE,FIRST_TOKEN,THROUGHPUT,AGENT,TOOL_STEP")
                        .split(",", -1))
                .map(Part::valueOf)
                .toList();
        if (parts.contains(Part.IDLE)) {
            idle();
        }
        warmUp();
        for (Part part : parts) {
            switch (part) {
                case IDLE -> {
                    // done
                }
                case FIRST_TOKEN -> firstToken();
                case THROUGHPUT -> throughput();
                case AGENT -> agent();
                case TOOL_STEP -> toolStep();
            }
        }
    }

    private void warmUp() {
        for (int i = 0; i < 6; i++) {
            direct.run(PACED, QUESTION, STREAMS, 5);
            through.run(PACED, QUESTION, STREAMS, 5);
        }
        direct.run(SHORT, QUESTION, STREAMS, 300);
        through.run(SHORT, QUESTION, STREAMS, 1500);
        through.run("agent-aiops", QUESTION, 4, 30);
    }

    private void firstToken() {
        Latencies floor = new Latencies();
        Latencies ours = new Latencies();
        for (int round = 0; round < ROUNDS; round++) {
            add(floor, direct.run(PACED, QUESTION, STREAMS, EACH), StreamLoad.Read::firstNanos);
            add(ours, through.run(PACED, QUESTION, STREAMS, EACH), StreamLoad.Read::firstNanos);
        }
        head("time to first token at " + STREAMS + " streams, ms");
        say(floor.row("model directly"));
        say(ours.row("through the gateway"));
        added(floor, ours);
    }

    private void throughput() {
        line("%-44s %9s %9s %9s", MANY + " streams x " + PACE + " tokens/s, tokens/s", "direct", "through", "ratio");
        for (int pair = 0; pair < PAIRS; pair++) {
            double floor = tokensPerSecond(direct);
            double ours = tokensPerSecond(through);
            line("%-44s %9.0f %9.0f %9.3f", "pair " + (pair + 1), floor, ours, ours / floor);
        }
    }

    private static double tokensPerSecond(StreamLoad load) {
        long start = System.nanoTime();
        List<StreamLoad.Read> reads = load.run("paced-" + TOKENS + "-" + PACE, QUESTION, MANY, 1);
        double seconds = (System.nanoTime() - start) / 1e9;
        return reads.stream().mapToInt(StreamLoad.Read::tokens).sum() / seconds;
    }

    /** The agent searches and stores before it asks the model; what it adds to a token is the way from model to client. */
    private void agent() {
        Latencies floor = new Latencies();
        Latencies way = new Latencies();
        Latencies first = new Latencies();
        for (int round = 0; round < ROUNDS; round++) {
            add(floor, direct.run(PACED, QUESTION, STREAMS, 1), StreamLoad.Read::wayNanos);
            List<StreamLoad.Read> reads = through.run("agent-aiops", QUESTION, STREAMS, 1);
            add(way, reads, StreamLoad.Read::wayNanos);
            add(first, reads, StreamLoad.Read::firstNanos);
        }
        head("first token's way from model to client, " + STREAMS + " streams, ms");
        say(floor.row("model directly"));
        say(way.row("through agent and journal"));
        added(floor, way);
        say(first.row("question to first token, search included"));
    }

    private void toolStep() {
        ToolStepParts parts = new ToolStepParts(through, model);
        for (int i = 0; i < WARM_STEPS + STEPS; i++) {
            StreamLoad.Read read =
                    through.run("agent-aiops", STEP_QUESTION, 1, 1).getFirst();
            parts.add(read.runId(), i >= WARM_STEPS);
        }
        head("a tool step of the agent, one at a time, ms");
        parts.rows().forEach(GatewayStreamBench::say);
    }

    /** Each client has had two events when it is looked: the one at the start, and one that came to it at rest. */
    private void idle() throws IOException, InterruptedException {
        double live = stack.liveMegabytes(GATEWAY);
        double resident = stack.residentMegabytes(GATEWAY);
        List<HttpClientResponse> open = through.open("/api/v1/status/events", IDLE, 2);
        double liveWith = stack.liveMegabytes(GATEWAY);
        double residentWith = stack.residentMegabytes(GATEWAY);
        line("%-44s %9s %9s %9s", "idle SSE clients, MB of agent-gateway", "none", open.size(), "added");
        line("%-44s %9.0f %9.0f %9.0f", "held on the heap after a collection", live, liveWith, liveWith - live);
        line("%-44s %9.0f %9.0f %9.0f", "resident", resident, residentWith, residentWith - resident);
        through.leave(open);
    }

    private static void head(String title) {
        line("%-44s %5s %9s %9s %9s", title, "n", "p50", "p90", "p99");
    }

    private static void added(Latencies floor, Latencies ours) {
        line(
                "%-44s %5s %9.2f %9.2f %9.2f",
                "added",
                "",
                ours.percentile(0.5) - floor.percentile(0.5),
                ours.percentile(0.9) - floor.percentile(0.9),
                ours.percentile(0.99) - floor.percentile(0.99));
    }

    @SuppressWarnings("AnnotateFormatMethod") // would need the annotations of Error Prone on the class path
    private static void line(String format, Object... values) {
        say(String.format(Locale.ROOT, format, values));
    }

    /** At once: a bench that is stopped has told what it measured. */
    private static void say(String row) {
        System.getLogger(GatewayStreamBench.class.getName()).log(System.Logger.Level.INFO, row);
    }

    private static void add(Latencies to, List<StreamLoad.Read> reads, ToLongFunction<StreamLoad.Read> value) {
        reads.forEach(read -> to.add(value.applyAsLong(read)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
