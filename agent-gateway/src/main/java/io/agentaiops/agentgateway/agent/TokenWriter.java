package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.run.RunEvent;
import io.agentaiops.agentgateway.run.RunJournal;
import java.util.function.BooleanSupplier;

/**
 * Writes a model's tokens to the journal of a run, several at a time: one commit per token would be too many. It writes
 * under the lease of the run; once that is gone, nothing is written any more, so that the words of two agents never mix.
 */
final class TokenWriter implements BooleanSupplier {

    /**
     * Some text of a model.
     *
     * @param turn which of the model's turns it belongs to
     * @param first whether the turn begins here: anew, when its former agent died or its model failed in the middle of it
     */
    record Piece(String text, int turn, boolean first) {}

    private static final long FLUSH_NANOS = 60_000_000;
    private static final int FLUSH_CHARS = 200;

    private final RunJournal journal;
    private final String runId;
    private final String owner;
    private final int turn;
    private final StringBuilder waiting = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private long flushedAt;
    private boolean first = true;
    private boolean lost;

    TokenWriter(RunJournal journal, String runId, String owner, int turn) {
        this.journal = journal;
        this.runId = runId;
        this.owner = owner;
        this.turn = turn;
    }

    void write(String token) {
        waiting.append(token);
        if (first || waiting.length() >= FLUSH_CHARS || System.nanoTime() - flushedAt >= FLUSH_NANOS) {
            flush();
        }
    }

    /** A piece of what the model thinks: shown, and never part of the answer. */
    void think(String thought) {
        thoughts.append(thought);
        if (thoughts.length() >= FLUSH_CHARS || System.nanoTime() - flushedAt >= FLUSH_NANOS) {
            flush();
        }
    }

    /** Another model begins the turn anew: what was said of it so far is void. */
    void restart() {
        flush();
        first = true;
    }

    void flush() {
        if (!thoughts.isEmpty() && !lost) {
            lost = !journal.addUnder(owner, runId, RunEvent.THINKING, new Piece(thoughts.toString(), turn, false));
            thoughts.setLength(0);
            flushedAt = System.nanoTime();
        }
        if (!waiting.isEmpty() && !lost) {
            Piece piece = new Piece(waiting.toString(), turn, first);
            lost = !journal.addUnder(owner, runId, RunEvent.TOKEN, piece);
            first = false;
            waiting.setLength(0);
            flushedAt = System.nanoTime();
        }
    }

    /** Whether the run is no longer this agent's. */
    @Override
    public boolean getAsBoolean() {
        return lost;
    }
}
