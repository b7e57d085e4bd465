package io.agentaiops.agentgateway.run;

/** Takes back what a run had asked for and nobody waits for any more. */
public interface CallsBack {

    /** Calls the step's tool back and withdraws its approval, in the current transaction. */
    void callBack(Run run, Step step, String principal);
}
