package io.agentaiops.eventbus.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.Redactor;
import java.io.IOException;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class RedactingFormatterTest {

    private static final String SECRET = "password=hunter2-and-more";

    private final RedactingFormatter formatter =
            new RedactingFormatter(new PatternFormatter("%d{HH:mm:ss} %-5p [%c] %s%e%n"), Redactor::redact);

    @Test
    void messageAndParametersAreHiddenAndTheRecordStaysAsItWas() {
        ExtLogRecord record =
                new ExtLogRecord(Level.INFO, "login of %s with %s", ExtLogRecord.FormatStyle.PRINTF, "a.Logger");
        record.setLoggerName("io.agentaiops.A");
        record.setParameters(new Object[] {"eve.smith@example.org", SECRET});

        assertThat(formatter.format(record))
                .contains("INFO  [io.agentaiops.A] login of ", "[email]")
                .doesNotContain("hunter2", "eve.smith");
        assertThat(record.getMessage()).isEqualTo("login of %s with %s");
        assertThat(record.getParameters()).containsExactly("eve.smith@example.org", SECRET);
    }

    @Test
    void messagesOfWhatWasThrownAreHiddenAndItsTraceIsNot() {
        IOException cause = new IOException("refused for eve.smith@example.org");
        IllegalStateException thrown = new IllegalStateException("cannot connect with " + SECRET, cause);
        thrown.addSuppressed(new IllegalArgumentException(SECRET));
        cause.addSuppressed(thrown);
        ExtLogRecord record = new ExtLogRecord(Level.SEVERE, "failed", "a.Logger");
        record.setThrown(thrown);

        assertThat(formatter.format(record))
                .contains(
                        "java.lang.IllegalStateException: cannot connect with ",
                        "java.io.IOException: refused for ",
                        "RedactingFormatterTest.java")
                .doesNotContain("hunter2", "eve.smith", "RedactedThrowable");
    }
}
