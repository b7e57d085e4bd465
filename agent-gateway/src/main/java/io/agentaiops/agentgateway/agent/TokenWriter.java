package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.run.RunEvent;
import io.agentaiops.agentgateway.run.RunJournal;
import java.util.Map;

/** Writes a model's tokens to the journal of a run, several at a time: one commit per token would be too many. */
final class TokenWriter {

    private static final long FLUSH_NANOS = 60_000_000;
    private static final int FLUSH_CHARS = 200;

    private final RunJournal journal;
    private final String runId;
    private final int turn;
    private final StringBuilder waiting = new StringBuilder();
    private long flushedAt;

    TokenWriter(RunJournal journal, String runId, int turn) {
        this.journal = journal;
        this.runId = runId;
        this.turn = turn;
    }

    void write(String token) {
        waiting.append(token);
        if (waiting.length() >= FLUSH_CHARS || System.nanoTime() - flushedAt >= FLUSH_NANOS) {
            flush();
        }
    }

    void flush() {
        if (!waiting.isEmpty()) {
            journal.add(runId, RunEvent.TOKEN, Map.of("text", waiting.toString(), "turn", turn));
            waiting.setLength(0);
            flushedAt = System.nanoTime();
        }
    }
}
