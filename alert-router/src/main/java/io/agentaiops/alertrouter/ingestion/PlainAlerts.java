package io.agentaiops.alertrouter.ingestion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Tells, without making objects, whether a body is a list of alerts of which none can be refused: the rules of
 * {@link HeardAlert} and {@link io.agentaiops.alertrouter.alert.Labels}, made narrower where that is simpler. A body that
 * is not plain may be right all the same; nobody is refused by this.
 */
final class PlainAlerts {

    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_TEXT = 65_536;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final JsonFactory factory;

    PlainAlerts(JsonFactory factory) {
        this.factory = factory;
    }

    /** How many alerts there are; empty when something about the body is not plain. */
    OptionalInt count(byte[] body) {
        try (JsonParser json = factory.createParser(body)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return OptionalInt.empty();
            }
            int alerts = 0;
            while (json.nextToken() == JsonToken.START_OBJECT) {
                if (!isAlert(json)) {
                    return OptionalInt.empty();
                }
                alerts++;
            }
            return json.currentToken() == JsonToken.END_ARRAY ? OptionalInt.of(alerts) : OptionalInt.empty();
        } catch (IOException | DateTimeException e) {
            return OptionalInt.empty();
        }
    }

    private static boolean isAlert(JsonParser json) throws IOException {
        int labels = 0;
        @Nullable Instant start = null;
        @Nullable Instant end = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "labels" -> {
                    if (labels > 0) {
                        return false;
                    }
                    labels = texts(json, true);
                    if (labels <= 0) {
                        return false;
                    }
                }
                case "annotations" -> {
                    if (texts(json, false) < 0) {
                        return false;
                    }
                }
                case "startsAt" -> start = time(json);
                case "endsAt" -> end = time(json);
                case "generatorURL" -> {
                    if (!isText(json)) {
                        return false;
                    }
                }
                default -> {
                    return false;
                }
            }
        }
        return labels > 0 && (start == null || end == null || !end.isBefore(start));
    }

    /** How many there are; -1 when one of them is not plain. An empty label counts as none, so it is not plain either. */
    private static int texts(JsonParser json, boolean areLabels) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return -1;
        }
        int texts = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (!isName(name) || !isText(json) || (areLabels && json.getTextLength() == 0)) {
                return -1;
            }
            texts++;
        }
        return texts;
    }

    private static boolean isName(String name) {
        boolean visible = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
            visible |= c != ' ';
        }
        return visible && name.length() <= LONGEST_NAME;
    }

    private static boolean isText(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING || json.getTextLength() > LONGEST_TEXT) {
            return false;
        }
        char[] text = json.getTextCharacters();
        int end = json.getTextOffset() + json.getTextLength();
        for (int i = json.getTextOffset(); i < end; i++) {
            if (text[i] == 0 || Character.isSurrogate(text[i])) {
                return false;
            }
        }
        return true;
    }

    /** Null: as good as none. Throws {@link DateTimeException} for what is no time, or none of these millennia. */
    private static @Nullable Instant time(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new DateTimeException("not a text");
        }
        Instant time = Instant.parse(json.getText());
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new DateTimeException("not in this calendar");
        }
        return PostedAlert.time(time);
    }
}
