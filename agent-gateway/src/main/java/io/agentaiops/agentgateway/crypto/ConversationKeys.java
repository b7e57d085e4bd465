package io.agentaiops.agentgateway.crypto;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Keys by version; the highest one encrypts. */
record ConversationKeys(Map<Byte, SecretKey> byVersion, byte current) {

    private static final int KEY_BYTES = 32;

    ConversationKeys {
        byVersion = Map.copyOf(byVersion);
        if (!byVersion.containsKey(current)) {
            throw new IllegalArgumentException("there is no key of version " + current);
        }
    }

    /** Reads the lines of a key file; the message of a refusal never holds key material. */
    static ConversationKeys parse(List<String> lines) {
        Map<Byte, SecretKey> keys = new HashMap<>();
        byte highest = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            byte version = colon < 0 ? 1 : version(line.substring(0, colon), i + 1);
            if (keys.put(version, key(line.substring(colon + 1), i + 1)) != null) {
                throw new IllegalArgumentException("line " + (i + 1) + ": version " + version + " stands twice");
            }
            highest = (byte) Math.max(highest, version);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the file holds no key");
        }
        return new ConversationKeys(keys, highest);
    }

    private static byte version(String text, int line) {
        try {
            byte version = Byte.parseByte(text.strip());
            if (version > 0) {
                return version;
            }
        } catch (NumberFormatException e) {
            // told below, together with numbers out of range
        }
        throw new IllegalArgumentException("line " + line + ": a version is a number from 1 to 127");
    }

    private static SecretKey key(String base64, int line) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line + ": not base64", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "line " + line + ": a key has " + KEY_BYTES + " bytes, this one has " + bytes.length);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    @Override
    public String toString() {
        return "ConversationKeys[versions " + byVersion.keySet() + "]";
    }
}
