package io.agentaiops.ragindexer.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes that should be text: UTF-8, without the zero bytes that give binary files away. */
public sealed interface DecodedText {

    /** It is text. */
    record Text(String text) implements DecodedText {}

    /**
     * It is not.
     *
     * @param line where the first wrong byte stands, counted from one
     * @param reason what is wrong
     */
    record Unreadable(int line, String reason) implements DecodedText {}

    /** Decodes strictly: a wrong byte is reported, never replaced. */
    static DecodedText of(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            return new Unreadable(lineAt(text, text.length()), "not UTF-8 text: wrong byte at offset " + in.position());
        }
        return problemIn(text).<DecodedText>map(problem -> problem).orElseGet(() -> new Text(text));
    }

    /** What makes a text unfit for storing, if anything. */
    static Optional<Unreadable> problemIn(String text) {
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            return Optional.of(new Unreadable(lineAt(text, zero), "binary content: zero byte at offset " + zero));
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                    return Optional.of(new Unreadable(lineAt(text, i), "half of a character at offset " + i));
                }
                i++;
            }
        }
        return Optional.empty();
    }

    private static int lineAt(String text, int end) {
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }
}
