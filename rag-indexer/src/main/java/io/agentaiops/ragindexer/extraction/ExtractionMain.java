package io.agentaiops.ragindexer.extraction;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process that reads files: a path and a name come in, a verdict and the text go out, until the input ends. Knows
 * nothing of the service, so that it starts in a fraction of a second.
 */
public final class ExtractionMain {

    static final int TEXT = 1;
    static final int REFUSAL = 2;

    private ExtractionMain() {}

    /** Takes the most characters of text as its argument. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // What a parser prints must not get into the answers.
        System.setOut(System.err);
        TikaText parser = new TikaText(Integer.parseInt(arguments[0]));
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(answers));
        while (true) {
            String path;
            try {
                path = in.readUTF();
            } catch (EOFException e) {
                return;
            }
            answer(out, parser.read(Path.of(path), in.readUTF()));
        }
    }

    private static void answer(DataOutputStream out, Extraction.Verdict verdict) throws IOException {
        switch (verdict) {
            case Extraction.Extracted extracted -> write(out, TEXT, extracted.html());
            case Extraction.Refused refused -> write(out, REFUSAL, refused.reason());
        }
        out.flush();
    }

    private static void write(DataOutputStream out, int verdict, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(verdict);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
