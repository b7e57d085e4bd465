package io.agentaiops.eventbus.log;

import java.util.function.UnaryOperator;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Another formatter's text without secrets and personal data: those of the message and of what was thrown. Time,
 * logger and trace are never looked at, and the record stays as it was for others.
 */
final class RedactingFormatter extends ExtFormatter {

    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    private final ExtFormatter formatter;
    private final UnaryOperator<String> redaction;

    RedactingFormatter(ExtFormatter formatter, UnaryOperator<String> redaction) {
        this.formatter = formatter;
        this.redaction = redaction;
    }

    @Override
    public String format(ExtLogRecord record) {
        ExtLogRecord copy = new ExtLogRecord(record);
        copy.setMessage(redaction.apply(MESSAGE.format(record)), ExtLogRecord.FormatStyle.NO_FORMAT);
        copy.setParameters(null);
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            copy.setThrown(RedactedThrowable.of(thrown, redaction));
        }
        return formatter.format(copy);
    }

    @Override
    public boolean isCallerCalculationRequired() {
        return formatter.isCallerCalculationRequired();
    }
}
