package io.agentaiops.opsscheduler.log;

import java.util.List;
import java.util.regex.Pattern;

/** The part of a message that stays the same: its first line with everything that varies masked. Pure. */
final class LogTemplate {

    private record Mask(Pattern pattern, String replacement) {}

    private static final int LONGEST = 300;

    private static final List<Mask> MASKS = List.of(
            mask("\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b", "<id>"),
            mask(
                    "\\b\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?",
                    "<time>"),
            mask("\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?\\b", "<address>"),
            mask("\\b0x[0-9a-fA-F]+\\b", "<hex>"),
            mask("\\b(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{8,}\\b", "<hex>"),
            mask("(?<![A-Za-z<])[-+]?\\d+(?:[.,]\\d+)*", "<n>"));

    private LogTemplate() {}

    /** The template of a message. */
    static String of(String message) {
        String text = message.lines().findFirst().orElse("").strip().replaceAll("\\s+", " ");
        if (text.length() > 2 * LONGEST) {
            text = text.substring(0, 2 * LONGEST);
        }
        for (Mask mask : MASKS) {
            text = mask.pattern().matcher(text).replaceAll(mask.replacement());
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static Mask mask(String regex, String replacement) {
        return new Mask(Pattern.compile(regex), replacement);
    }
}
