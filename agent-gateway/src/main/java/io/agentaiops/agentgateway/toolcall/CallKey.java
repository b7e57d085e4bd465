package io.agentaiops.agentgateway.toolcall;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What makes two tool calls the same: the tool, and its arguments whatever their order, the way their numbers are
 * written, and the space around their texts.
 *
 * @param tool the tool
 * @param arguments the arguments as canonical JSON: names in order, numbers without exponent or trailing zeros
 */
public record CallKey(String tool, String arguments) {

    /** The key of a call. */
    public static CallKey of(String tool, Map<String, Object> arguments) {
        return new CallKey(tool, canonical(arguments));
    }

    private static String canonical(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map -> object(map);
            case List<?> list -> list.stream().map(CallKey::canonical).collect(Collectors.joining(",", "[", "]"));
            case Number number -> number(number);
            case Boolean truth -> truth.toString();
            default -> text(value.toString());
        };
    }

    private static String object(Map<?, ?> map) {
        TreeMap<String, String> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put(quoted(String.valueOf(name)), canonical(value)));
        return sorted.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String number(Number number) {
        if (number instanceof Double real && !Double.isFinite(real)) {
            return text(real.toString());
        }
        BigDecimal exact = new BigDecimal(number.toString());
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    private static String text(String text) {
        return quoted(text.strip());
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
