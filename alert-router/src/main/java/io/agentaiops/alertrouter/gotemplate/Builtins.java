package io.agentaiops.alertrouter.gotemplate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions that every template of Go has; {@code and} and {@code or} are the executor's, for they stop early. */
final class Builtins {

    private static final Map<String, GoFunction> ALL = new HashMap<>();

    static {
        ALL.put("not", arguments -> !GoValues.isTrue(only(arguments)));
        ALL.put("len", arguments -> length(only(arguments)));
        ALL.put("index", Builtins::index);
        ALL.put("slice", Builtins::slice);
        ALL.put("print", Builtins::print);
        ALL.put(
                "println",
                arguments -> arguments.stream().map(Builtins::printed).collect(Collectors.joining(" ")) + "\n");
        ALL.put(
                "printf",
                arguments -> GoFormat.format(GoValues.text(at(arguments, 0)), arguments.subList(1, arguments.size())));
        ALL.put("html", arguments -> HtmlEscaping.escaped(print(arguments)).replace("&#43;", "+"));
        ALL.put("js", arguments -> script(print(arguments)));
        ALL.put(
                "urlquery",
                arguments -> URLEncoder.encode(print(arguments), StandardCharsets.UTF_8)
                        .replace("*", "%2A")
                        .replace("%7E", "~"));
        ALL.put("eq", Builtins::eq);
        ALL.put("ne", arguments -> !GoValues.equal(at(arguments, 0), at(arguments, 1)));
        ALL.put("lt", arguments -> ordered(arguments, order -> order < 0));
        ALL.put("le", arguments -> ordered(arguments, order -> order <= 0));
        ALL.put("gt", arguments -> ordered(arguments, order -> order > 0));
        ALL.put("ge", arguments -> ordered(arguments, order -> order >= 0));
    }

    private Builtins() {}

    static Map<String, GoFunction> all() {
        return ALL;
    }

    private static @Nullable Object at(List<@Nullable Object> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(
                    "wrong number of args: want at least " + (index + 1) + " got " + arguments.size());
        }
        return arguments.get(index);
    }

    private static @Nullable Object only(List<@Nullable Object> arguments) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("wrong number of args: want 1 got " + arguments.size());
        }
        return arguments.getFirst();
    }

    private static boolean ordered(List<@Nullable Object> arguments, IntPredicate wanted) {
        if (arguments.size() != 2) {
            throw new IllegalArgumentException("wrong number of args: want 2 got " + arguments.size());
        }
        return wanted.test(GoValues.compare(arguments.get(0), arguments.get(1)));
    }

    private static boolean eq(List<@Nullable Object> arguments) {
        Object first = at(arguments, 0);
        at(arguments, 1);
        return arguments.stream().skip(1).anyMatch(other -> GoValues.equal(first, other));
    }

    private static long length(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> (long) list.size();
            case Map<?, ?> map -> (long) map.size();
            case CharSequence text -> (long) text.toString().getBytes(StandardCharsets.UTF_8).length;
            case null, default -> throw new IllegalArgumentException("len of type " + GoValues.name(value));
        };
    }

    private static @Nullable Object index(List<@Nullable Object> arguments) {
        Object value = at(arguments, 0);
        for (Object key : arguments.subList(1, arguments.size())) {
            value = switch (value) {
                case Map<?, ?> map -> map.get(GoValues.text(key));
                case List<?> list -> {
                    long index = GoValues.whole(key);
                    if (index < 0 || index >= list.size()) {
                        throw new IllegalArgumentException("index out of range: " + index);
                    }
                    yield list.get((int) index);
                }
                case CharSequence text ->
                    (long) text.toString().getBytes(StandardCharsets.UTF_8)[(int) GoValues.whole(key)];
                case null, default ->
                    throw new IllegalArgumentException("can't index item of type " + GoValues.name(value));
            };
        }
        return value;
    }

    private static Object slice(List<@Nullable Object> arguments) {
        Object value = at(arguments, 0);
        long size = length(value);
        long from = arguments.size() > 1 ? GoValues.whole(arguments.get(1)) : 0;
        long to = arguments.size() > 2 ? GoValues.whole(arguments.get(2)) : size;
        if (from < 0 || to > size || from > to) {
            throw new IllegalArgumentException("index out of range: " + from + ":" + to);
        }
        if (value instanceof List<?> list) {
            return list.subList((int) from, (int) to);
        }
        byte[] bytes = GoValues.text(value).getBytes(StandardCharsets.UTF_8);
        return new String(bytes, (int) from, (int) (to - from), StandardCharsets.UTF_8);
    }

    /** A blank stands between two values when neither is a text. */
    private static String print(List<@Nullable Object> arguments) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            boolean apart = i > 0
                    && !(arguments.get(i) instanceof CharSequence)
                    && !(arguments.get(i - 1) instanceof CharSequence);
            text.append(apart ? " " : "").append(printed(arguments.get(i)));
        }
        return text.toString();
    }

    private static String printed(@Nullable Object value) {
        return value == null ? "<nil>" : GoValues.print(value);
    }

    private static String script(String text) {
        StringBuilder js = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> js.append("\\\\");
                case '\'' -> js.append("\\'");
                case '"' -> js.append("\\\"");
                case '<', '>', '&', '=' -> js.append(String.format("\\u%04X", (int) c));
                default -> js.append(c < ' ' ? String.format("\\u%04X", (int) c) : String.valueOf(c));
            }
        }
        return js.toString();
    }
}
