package io.agentaiops.eventbus.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogRedactionIT {

    @Test
    void whateverWritesLinesWritesNoneWithPersonalData() {
        LogRecord record = new LogRecord(Level.WARNING, "mail of eve.smith@example.org bounced");
        record.setLoggerName("a.Logger");
        List<Formatter> formatters = new ArrayList<>();
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            collect(handler, formatters);
        }

        assertThat(formatters)
                .isNotEmpty()
                .allSatisfy(formatter ->
                        assertThat(formatter.format(record)).contains("bounced").doesNotContain("eve.smith"));
    }

    private static void collect(Handler handler, List<Formatter> formatters) {
        if (handler.getFormatter() != null) {
            formatters.add(handler.getFormatter());
        }
        if (handler instanceof ExtHandler group) {
            for (Handler behind : group.getHandlers()) {
                collect(behind, formatters);
            }
        }
    }
}
