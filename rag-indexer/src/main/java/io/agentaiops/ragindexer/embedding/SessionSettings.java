package io.agentaiops.ragindexer.embedding;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

/**
 * How the ONNX runtime works on a text.
 *
 * @param threads for one text; several texts are worked on side by side anyway
 * @param arena whether it keeps memory for the next text instead of giving it back
 * @param patterns whether it plans the memory of each length of text that it has seen
 * @param spinning whether its threads burn a processor while they wait for each other; matters from two threads on
 */
record SessionSettings(int threads, boolean arena, boolean patterns, boolean spinning) {

    /** Most passages a second for the least CPU, and less memory than without the arena: measured by EmbeddingBench. */
    static final SessionSettings CHOSEN = new SessionSettings(1, true, true, true);

    SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setCPUArenaAllocator(arena);
        options.setMemoryPatternOptimization(patterns);
        options.addConfigEntry("session.intra_op.allow_spinning", spinning ? "1" : "0");
        return options;
    }
}
