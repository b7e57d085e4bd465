package io.agentaiops.eventbus.consumer;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import javax.transaction.xa.XAException;
import org.apache.kafka.common.KafkaException;

/** Tells failures of the surroundings, which pass, from failures of the event's own, which don't. */
final class Failures {

    private Failures() {}

    /** Whether the same event is likely to be handled once the surroundings are well again. */
    static boolean isInfrastructure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return !isData(sql);
            }
            if (cause instanceof IOException || cause instanceof KafkaException || cause instanceof XAException) {
                return true;
            }
            // What goes wrong right before or at a commit comes as a companion of its roll-back.
            if (Arrays.stream(cause.getSuppressed()).anyMatch(Failures::isInfrastructure)) {
                return true;
            }
        }
        return false;
    }

    /** SQLSTATE classes 22 (data), 23 (constraint) and 42 (syntax, access): repeating them changes nothing. */
    private static boolean isData(SQLException sql) {
        String state = sql.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
    }
}
