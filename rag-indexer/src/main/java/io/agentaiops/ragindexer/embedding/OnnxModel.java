package io.agentaiops.ragindexer.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.agentaiops.ragindexer.embedding.BundledModel.Pooling;
import io.agentaiops.ragindexer.passage.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A bundled model in memory: text in, vector of length one out, on the calling thread. Several threads may call at once,
 * each with a text of its own: on the quantised models that is faster than several threads for one text, and faster than
 * several texts in one call, for then all are as long as the longest. It also makes the vector of a text independent of
 * its neighbours.
 */
final class OnnxModel implements AutoCloseable {

    /**
     * Whether the JVM ends. The runtime's own shutdown hook takes its environment away at once, while others still work: a
     * text that is begun after that can take the whole process down.
     */
    private static final AtomicBoolean ENDING = new AtomicBoolean();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ENDING.set(true), "embedding-ends"));
    }

    private final BundledModel model;
    private final String digest;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    private OnnxModel(BundledModel model, String digest, OrtSession session, HuggingFaceTokenizer tokenizer) {
        this.model = model;
        this.digest = digest;
        this.session = session;
        this.tokenizer = tokenizer;
    }

    /**
     * Loads it from the program.
     *
     * @throws IllegalStateException when the program does not have it, or this machine cannot run it
     */
    static OnnxModel load(BundledModel model) {
        return load(model, SessionSettings.CHOSEN);
    }

    static OnnxModel load(BundledModel model, SessionSettings settings) {
        // The tokenizer must never ask the network for its native library.
        System.setProperty("ai.djl.offline", "true");
        byte[] weights = resource(model.weights());
        try (SessionOptions options = settings.options();
                InputStream vocabulary = new ByteArrayInputStream(resource(model.tokenizer()))) {
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                    vocabulary, Map.of("padding", "false", "truncation", "false", "modelMaxLength", "-1"));
            OrtSession session = OrtEnvironment.getEnvironment().createSession(weights, options);
            return new OnnxModel(model, ContentHash.of(weights).substring(0, 16), session, tokenizer);
        } catch (OrtException | IOException e) {
            throw new IllegalStateException(model.id() + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Hash of its weights: vectors of equal digests can be compared. */
    String digest() {
        return digest;
    }

    /** Tokens of the text, without the two that mark its ends. */
    int tokens(String text) {
        return Math.max(0, tokenizer.encode(text).getIds().length - 2);
    }

    Vector embed(String text) {
        Encoding encoding = tokenizer.encode(text);
        long[] ids = window(encoding.getIds());
        long[] shape = {1, ids.length};
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor tokens = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor attention = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
                OrtSession.Result result =
                        run(Map.of("input_ids", tokens, "attention_mask", attention, "token_type_ids", types))) {
            return pooled(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
        } catch (OrtException e) {
            throw new EmbeddingUnavailable(model.id() + " failed: " + e.getMessage(), e);
        }
    }

    private OrtSession.Result run(Map<String, OnnxTensor> input) throws OrtException {
        if (ENDING.get()) {
            throw new EmbeddingUnavailable("the service is being stopped", null);
        }
        return session.run(input);
    }

    /** The first tokens, and the mark of the end. */
    private static long[] window(long[] ids) {
        if (ids.length <= BundledModel.WINDOW) {
            return ids;
        }
        long[] window = Arrays.copyOf(ids, BundledModel.WINDOW);
        window[BundledModel.WINDOW - 1] = ids[ids.length - 1];
        return window;
    }

    private Vector pooled(FloatBuffer all, int tokens) {
        float[] sum = new float[BundledModel.DIMENSION];
        int counted = model.pooling() == Pooling.MEAN ? tokens : 1;
        for (int token = 0; token < counted; token++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += all.get(token * sum.length + i);
            }
        }
        return Vector.of(sum).normalised();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(model.id() + " cannot be closed: " + e.getMessage(), e);
        } finally {
            tokenizer.close();
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = OnnxModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
