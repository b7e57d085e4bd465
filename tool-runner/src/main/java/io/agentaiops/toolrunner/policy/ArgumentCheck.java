package io.agentaiops.toolrunner.policy;

/** What policy says to one argument. */
sealed interface ArgumentCheck {

    /** Nothing against it. */
    record Fine() implements ArgumentCheck {}

    /** Only when a person agrees. */
    record Asks(String reason) implements ArgumentCheck {}

    /** Never. */
    record Refused(String reason) implements ArgumentCheck {}

    ArgumentCheck FINE = new Fine();
}
