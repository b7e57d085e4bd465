package io.agentaiops.agentgateway.run;

/**
 * Something that those who follow a run are told.
 *
 * @param sequence its number within the run, from 1, without gaps
 * @param name run, token, step, approval, citation, usage, done or error
 * @param data JSON
 */
public record RunEvent(long sequence, String name, String data) {

    public static final String RUN = "run";
    public static final String TOKEN = "token";
    public static final String STEP = "step";
    public static final String APPROVAL = "approval";
    public static final String CITATION = "citation";
    public static final String USAGE = "usage";
    public static final String DONE = "done";
    public static final String ERROR = "error";
}
