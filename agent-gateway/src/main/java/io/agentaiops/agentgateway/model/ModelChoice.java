package io.agentaiops.agentgateway.model;

/** Whether a model can take part in an answer, and which. */
public sealed interface ModelChoice {

    /** This one can. */
    record Usable(String model, boolean usesTools) implements ModelChoice {}

    /** None can; the reason is for people. */
    record NotUsable(String reason) implements ModelChoice {}
}
