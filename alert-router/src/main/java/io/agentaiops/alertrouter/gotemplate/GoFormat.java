package io.agentaiops.alertrouter.gotemplate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code fmt.Sprintf} for the verbs that make sense in messages. */
final class GoFormat {

    private static final Pattern VERB = Pattern.compile("%([-+ #0]*)(\\d+)?(?:\\.(\\d+)?)?([a-zA-Z%])");
    private static final int WIDEST = 1_000;

    private GoFormat() {}

    static String format(String format, List<@Nullable Object> arguments) {
        StringBuilder out = new StringBuilder();
        Matcher verbs = VERB.matcher(format);
        int from = 0;
        int used = 0;
        while (verbs.find()) {
            out.append(format, from, verbs.start());
            from = verbs.end();
            char verb = verbs.group(4).charAt(0);
            if (verb == '%') {
                out.append('%');
            } else if (used >= arguments.size()) {
                out.append("%!").append(verb).append("(MISSING)");
            } else {
                out.append(one(verb, arguments.get(used++), verbs));
            }
        }
        out.append(format.substring(from));
        for (int i = used; i < arguments.size(); i++) {
            out.append(i == used ? "%!(EXTRA " : ", ").append(GoValues.print(arguments.get(i)));
        }
        return out.append(used < arguments.size() ? ")" : "").toString();
    }

    private static String one(char verb, @Nullable Object value, Matcher form) {
        String flags = form.group(1);
        int width = form.group(2) == null ? 0 : Math.min(WIDEST, Integer.parseInt(form.group(2)));
        boolean precise = form.group().indexOf('.') >= 0;
        int precision = !precise ? -1 : form.group(3) == null ? 0 : Math.min(WIDEST, Integer.parseInt(form.group(3)));
        String text = text(verb, value, precision);
        if (flags.contains("+") && value instanceof Number && !text.startsWith("-")) {
            text = "+" + text;
        }
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        boolean zeros = flags.contains("0") && value instanceof Number;
        int sign = zeros && (text.startsWith("-") || text.startsWith("+")) ? 1 : 0;
        return text.substring(0, sign) + (zeros ? "0" : " ").repeat(missing) + text.substring(sign);
    }

    private static String text(char verb, @Nullable Object value, int precision) {
        return switch (verb) {
            case 'v' -> value == null ? "<nil>" : GoValues.print(value);
            case 's' -> value == null ? "%!s(<nil>)" : cut(GoValues.print(value), precision);
            case 'q' ->
                '"'
                        + GoValues.print(value)
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\t", "\\t")
                                .replace("\r", "\\r")
                        + '"';
            case 't' -> value instanceof Boolean ? String.valueOf(value) : wrong(verb, value);
            case 'd' -> value instanceof Long ? String.valueOf(value) : wrong(verb, value);
            case 'x' -> value instanceof Long number ? Long.toHexString(number) : wrong(verb, value);
            case 'X' ->
                value instanceof Long number ? Long.toHexString(number).toUpperCase(Locale.ROOT) : wrong(verb, value);
            case 'o' -> value instanceof Long number ? Long.toOctalString(number) : wrong(verb, value);
            case 'b' -> value instanceof Long number ? Long.toBinaryString(number) : wrong(verb, value);
            case 'c' -> value instanceof Long number ? Character.toString(number.intValue()) : wrong(verb, value);
            case 'f', 'F' ->
                value instanceof Double number ? fixed(number, precision < 0 ? 6 : precision) : wrong(verb, value);
            case 'g' -> value instanceof Double number ? GoValues.number(number) : wrong(verb, value);
            case 'e' ->
                value instanceof Double number
                        ? String.format(Locale.ROOT, "%." + (precision < 0 ? 6 : precision) + "e", number)
                        : wrong(verb, value);
            case 'T' -> GoValues.name(value);
            default -> wrong(verb, value);
        };
    }

    private static String cut(String text, int precision) {
        int length = text.codePointCount(0, text.length());
        return precision < 0 || precision >= length ? text : text.substring(0, text.offsetByCodePoints(0, precision));
    }

    private static String fixed(double value, int precision) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return GoValues.number(value);
        }
        return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String wrong(char verb, @Nullable Object value) {
        return "%!" + verb + "(" + GoValues.name(value) + "=" + GoValues.print(value) + ")";
    }
}
