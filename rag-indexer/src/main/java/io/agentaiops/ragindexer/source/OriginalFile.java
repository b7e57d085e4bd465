package io.agentaiops.ragindexer.source;

import io.agentaiops.ragindexer.passage.ContentHash;

/** The bytes of a file that is not text. */
public final class OriginalFile {

    private final byte[] bytes;

    private OriginalFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the bytes over: whoever gives them does not change them any more. */
    public static OriginalFile of(byte[] bytes) {
        return new OriginalFile(bytes);
    }

    /** The bytes themselves; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    String hash() {
        return ContentHash.of(bytes);
    }

    @Override
    public String toString() {
        return "OriginalFile[" + bytes.length + " bytes]";
    }
}
