package io.agentaiops.alertrouter.notification;

import java.time.Duration;

/** How an attempt to deliver ended. */
public sealed interface Delivery {

    /** The receiver has it. */
    record Delivered() implements Delivery {}

    /**
     * It did not work this time.
     *
     * @param reason what went wrong
     * @param notBefore how long the receiver wants to be left alone; zero when it did not say
     */
    record Failed(String reason, Duration notBefore) implements Delivery {
        public Failed(String reason) {
            this(reason, Duration.ZERO);
        }
    }

    /**
     * It never will work.
     *
     * @param reason what is wrong
     */
    record Impossible(String reason) implements Delivery {}
}
