package io.agentaiops.alertrouter.api;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON array of alerts, put together from parts that are JSON already. It is bounded: whoever asks for a list must not be
 * able to use up the memory that pages need.
 */
final class AlertJson {

    private static final int LONGEST = 24 * 1024 * 1024;
    private static final byte[] COMMA = {','};
    private static final byte[] END = {'}'};

    private final List<byte[]> parts = new ArrayList<>();
    private int size = 2;

    void add(ShownAlert alert, byte[] receivers, byte[] status) {
        if (!parts.isEmpty()) {
            part(COMMA);
        }
        part(alert.beforeReceivers());
        part(receivers);
        part(alert.beforeStatus());
        part(status);
        part(END);
    }

    private void part(byte[] part) {
        parts.add(part);
        size += part.length;
        if (size > LONGEST) {
            throw new IllegalArgumentException(
                    "more than 24 MiB of alerts match; narrow them down with filter or receiver");
        }
    }

    byte[] bytes() {
        byte[] bytes = new byte[size];
        bytes[0] = '[';
        int at = 1;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, bytes, at, part.length);
            at += part.length;
        }
        bytes[at] = ']';
        return bytes;
    }
}
