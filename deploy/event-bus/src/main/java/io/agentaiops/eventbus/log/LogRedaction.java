package io.agentaiops.eventbus.log;

import io.agentaiops.eventbus.redaction.Redaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;

/**
 * Has everything that this service writes on its console and into log files redacted, for files are read by many,
 * followed into the archive and packed into backups. Before it begins only the framework has spoken.
 */
@ApplicationScoped
class LogRedaction {

    private static final int BEFORE_ALL_ELSE = 1;

    private final Redaction redaction;

    LogRedaction(Redaction redaction) {
        this.redaction = redaction;
    }

    void start(@Observes @Priority(BEFORE_ALL_ELSE) StartupEvent event) {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            wrap(handler);
        }
    }

    /** Handlers may stand behind another one, as Quarkus' do. */
    private void wrap(Handler handler) {
        if (handler.getFormatter() instanceof ExtFormatter formatter && !(formatter instanceof RedactingFormatter)) {
            handler.setFormatter(new RedactingFormatter(formatter, redaction::redact));
        }
        if (handler instanceof ExtHandler group) {
            for (Handler behind : group.getHandlers()) {
                wrap(behind);
            }
        }
    }
}
