package io.agentaiops.toolrunner.builtin.runbook;

import java.time.Duration;
import java.util.Optional;

/** Who runs runbooks; the package {@code messaging} asks. */
public interface RunbookDesk {

    /**
     * What is to begin.
     *
     * @param callId the tool call that asks: asked for twice under one id, it begins once
     * @param principal on whose behalf
     * @param procedure the runbook, by id or by the path of its document
     * @param reason why, in the caller's words; empty when nothing was said
     */
    record Wanted(String callId, String principal, String procedure, String reason) {}

    /** What was answered. */
    sealed interface Answer {

        /**
         * It runs.
         *
         * @param runId the run: a new one, or the one that was under way
         * @param summary says which
         */
        record Runs(String runId, String summary) implements Answer {}

        /** It does not, and why. */
        record Refused(String reason) implements Answer {}
    }

    /** Says when something changes in a run. */
    interface Watch extends AutoCloseable {

        /** Waits until something has changed since the last time, or the time is up. */
        void await(Duration atMost) throws InterruptedException;

        @Override
        void close();
    }

    /** Has it begun; empty when nobody answered in time, and then it may begin later. */
    Optional<Answer> begin(Wanted wanted, Duration within) throws InterruptedException;

    /** Watches a run from now on. */
    Watch watch(String runId);
}
