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
     * @param maybeDelivered whether the receiver may have it all the same, as when its answer did not come
     */
    record Failed(String reason, Duration notBefore, boolean maybeDelivered) implements Delivery {
        public Failed(String reason) {
            this(reason, Duration.ZERO, false);
        }

        public Failed(String reason, Duration notBefore) {
            this(reason, notBefore, false);
        }

        /** The receiver may have it: nobody heard what it answered. */
        public static Failed unheard(String reason) {
            return new Failed(reason, Duration.ZERO, true);
        }
    }

    /**
     * It never will work.
     *
     * @param reason what is wrong
     */
    record Impossible(String reason) implements Delivery {}
}
