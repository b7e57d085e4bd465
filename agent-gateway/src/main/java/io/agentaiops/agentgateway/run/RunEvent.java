package io.agentaiops.agentgateway.run;

/**
 * Something that those who follow a run are told.
 *
 * @param sequence its number within the run, from 1, without gaps; 0 for what passes by and is kept nowhere
 * @param name run, token, thinking, step, approval, citation, usage, done or error; or output, which passes by
 * @param data JSON
 */
public record RunEvent(long sequence, String name, String data) {

    public static final String RUN = "run";
    public static final String TOKEN = "token";
    public static final String THINKING = "thinking";
    public static final String STEP = "step";
    public static final String APPROVAL = "approval";
    public static final String CITATION = "citation";
    public static final String USAGE = "usage";
    public static final String DONE = "done";
    public static final String ERROR = "error";

    /** Lines that a running tool has printed: {@code {callId, tool, output}}. */
    public static final String OUTPUT = "output";
}
