package io.agentaiops.alertrouter.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.agentaiops.alertrouter.alert.AlertRow;
import java.nio.charset.StandardCharsets;

/**
 * An alert that lasts, with its JSON but for what may differ from one look to the next: who is told, and what suppresses it.
 * Names and order are those of {@link AlertView}.
 */
final class ShownAlert {

    private final AlertRow row;
    private final byte[] beforeReceivers;
    private final byte[] beforeStatus;

    ShownAlert(AlertRow row) {
        this.row = row;
        this.beforeReceivers = utf8("{\"labels\":" + row.labelsJson() + ",\"annotations\":" + row.annotationsJson()
                + ",\"generatorURL\":\"" + escaped(row.generatorUrl()) + "\",\"receivers\":");
        this.beforeStatus = utf8(",\"fingerprint\":\"" + row.fingerprint() + "\",\"startsAt\":\""
                + WireTime.print(row.startsAt()) + "\",\"updatedAt\":\"" + WireTime.print(row.updatedAt())
                + "\",\"endsAt\":\"" + WireTime.print(row.endsAt()) + "\",\"status\":");
    }

    AlertRow row() {
        return row;
    }

    byte[] beforeReceivers() {
        return beforeReceivers;
    }

    byte[] beforeStatus() {
        return beforeStatus;
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
