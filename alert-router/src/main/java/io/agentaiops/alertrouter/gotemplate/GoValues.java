package io.agentaiops.alertrouter.gotemplate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Go thinks of values: which are true, how they print, how they compare. */
public final class GoValues {

    private static final double LARGE = 1e21;
    private static final double SMALL = 1e-4;

    private GoValues() {}

    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            case CharSequence text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /** As {@code fmt.Sprint} prints one value. */
    public static String print(@Nullable Object value) {
        return switch (value) {
            case null -> "<no value>";
            case Double number -> number(number);
            case List<?> list -> list.stream().map(GoValues::print).collect(Collectors.joining(" ", "[", "]"));
            case Map<?, ?> map ->
                sorted(map).entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + print(entry.getValue()))
                        .collect(Collectors.joining(" ", "map[", "]"));
            default -> value.toString();
        };
    }

    static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return sorted;
    }

    /** The shortest form that reads back as the same number. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < SMALL || size >= LARGE)) {
            String text = Double.toString(value).replace(".0E", "E");
            int e = text.indexOf('E');
            int exponent = Integer.parseInt(text.substring(e + 1));
            return text.substring(0, e)
                    + (exponent < 0 ? "e-" : "e+")
                    + (Math.abs(exponent) < 10 ? "0" : "")
                    + Math.abs(exponent);
        }
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }

    /** Whether two are equal; throws {@link IllegalArgumentException} when their kinds can't be compared. */
    static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        sameKind(a, b);
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue()) == 0;
        }
        return a instanceof Boolean ? a.equals(b) : text(a).equals(text(b));
    }

    /** Below zero when {@code a} is less. */
    static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            throw new IllegalArgumentException("invalid type for comparison");
        }
        sameKind(a, b);
        if (a instanceof Boolean) {
            throw new IllegalArgumentException("invalid type for comparison");
        }
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        }
        return text(a).compareTo(text(b));
    }

    private static void sameKind(Object a, Object b) {
        if (!Objects.equals(kind(a), kind(b))) {
            throw new IllegalArgumentException("incompatible types for comparison");
        }
    }

    private static String kind(Object value) {
        return switch (value) {
            case Boolean truth -> "bool";
            case Double number -> "float";
            case Number number -> "int";
            case CharSequence text -> "text";
            case SafeText text -> "text";
            case List<?> list -> throw new IllegalArgumentException("non-comparable type");
            case Map<?, ?> map -> throw new IllegalArgumentException("non-comparable type");
            default -> value.getClass().getName();
        };
    }

    /** The value as a text, where a function needs one. */
    public static String text(@Nullable Object value) {
        if (value instanceof CharSequence || value instanceof SafeText) {
            return value.toString();
        }
        if (value instanceof GoObject) {
            return value.toString();
        }
        throw new IllegalArgumentException("expected string; found " + name(value));
    }

    /** The value as a list of texts. */
    public static List<String> texts(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("expected list; found " + name(value));
        }
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(text(item)));
        return texts;
    }

    /** The value as a whole number. */
    public static long whole(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("expected integer; found " + name(value));
    }

    /** The value as a number; a text is read as one. */
    public static double decimal(@Nullable Object value) {
        try {
            return value instanceof Number number ? number.doubleValue() : Double.parseDouble(text(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + value + "\" is not a number", e);
        }
    }

    static String name(@Nullable Object value) {
        return value == null ? "nil" : kindOrType(value);
    }

    private static String kindOrType(Object value) {
        return switch (value) {
            case List<?> list -> "list";
            case Map<?, ?> map -> "map";
            default -> kind(value);
        };
    }
}
