package io.agentaiops.alertrouter.notification.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.agentaiops.alertrouter.gotemplate.GoFunction;
import io.agentaiops.alertrouter.gotemplate.GoValues;
import io.agentaiops.alertrouter.gotemplate.SafeText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The functions of Alertmanager's template package, with its order of arguments. */
final class AlertFunctions {

    private final Clock clock;
    private final ObjectMapper json;

    AlertFunctions(Clock clock, ObjectMapper json) {
        this.clock = clock;
        this.json = json;
    }

    Map<String, GoFunction> all() {
        Map<String, GoFunction> all = new HashMap<>();
        all.put("toUpper", text -> text(text, 0).toUpperCase(Locale.ROOT));
        all.put("toLower", text -> text(text, 0).toLowerCase(Locale.ROOT));
        all.put("title", text -> title(text(text, 0)));
        all.put("trimSpace", text -> text(text, 0).strip());
        all.put("join", given -> String.join(text(given, 0), GoValues.texts(at(given, 1))));
        all.put(
                "match",
                given -> pattern(text(given, 0)).matcher(text(given, 1)).find());
        all.put(
                "reReplaceAll",
                given -> pattern(text(given, 0)).matcher(text(given, 2)).replaceAll(text(given, 1)));
        all.put("stringSlice", given -> given.stream().map(GoValues::text).toList());
        all.put("safeHtml", text -> new SafeText(text(text, 0), false));
        all.put("safeUrl", text -> new SafeText(text(text, 0), true));
        all.put("urlUnescape", text -> URLDecoder.decode(text(text, 0), StandardCharsets.UTF_8));
        all.put(
                "base64encode",
                text -> Base64.getEncoder().encodeToString(text(text, 0).getBytes(StandardCharsets.UTF_8)));
        all.put("base64decode", text -> new String(Base64.getDecoder().decode(text(text, 0)), StandardCharsets.UTF_8));
        all.put("list", ArrayList::new);
        all.put("append", AlertFunctions::append);
        all.put("dict", AlertFunctions::dict);
        all.put("toJson", value -> written(at(value, 0)));
        times(all);
        return all;
    }

    private void times(Map<String, GoFunction> all) {
        all.put("date", given -> time(given, 1).format(text(given, 0)));
        all.put("tz", given -> new GoTime(time(given, 1).instant(), zone(text(given, 0))));
        all.put("now", none -> new GoTime(clock.instant(), ZoneOffset.UTC));
        all.put("since", given -> new GoDuration(Duration.between(time(given, 0).instant(), clock.instant())));
        all.put(
                "humanizeDuration",
                given -> GoDuration.humanized(
                        at(given, 0) instanceof GoDuration duration
                                ? duration.seconds()
                                : GoValues.decimal(at(given, 0))));
        all.put("toDate", given -> parsed(text(given, 0), text(given, 1), false));
        all.put("mustToDate", given -> parsed(text(given, 0), text(given, 1), true));
    }

    private static @Nullable Object at(List<@Nullable Object> given, int index) {
        if (index >= given.size()) {
            throw new IllegalArgumentException("wrong number of args: got " + given.size());
        }
        return given.get(index);
    }

    private static String text(List<@Nullable Object> given, int index) {
        return GoValues.text(at(given, index));
    }

    private static GoTime time(List<@Nullable Object> given, int index) {
        if (at(given, index) instanceof GoTime time) {
            return time;
        }
        throw new IllegalArgumentException("expected a time");
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("unknown time zone " + name, e);
        }
    }

    /** RFC 3339 and dates are read; other layouts are refused loudly. */
    private static GoTime parsed(String layout, String text, boolean must) {
        try {
            return switch (layout) {
                case "2006-01-02" -> new GoTime(Instant.parse(text + "T00:00:00Z"), ZoneOffset.UTC);
                case "2006-01-02T15:04:05Z07:00" -> new GoTime(Instant.parse(text), ZoneOffset.UTC);
                default -> throw new IllegalArgumentException("layout " + layout + " is not supported for reading");
            };
        } catch (DateTimeException e) {
            if (must) {
                throw new IllegalArgumentException("\"" + text + "\" is not a time by " + layout, e);
            }
            return new GoTime(GoTime.ZERO, ZoneOffset.UTC);
        }
    }

    private static Pattern pattern(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("error parsing regexp: " + e.getDescription(), e);
        }
    }

    /** Each word begins with a capital. */
    private static String title(String text) {
        StringBuilder titled = new StringBuilder(text.length());
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            titled.append(begins ? Character.toTitleCase(c) : Character.toLowerCase(c));
            begins = !Character.isLetterOrDigit(c) && c != '_' && c != '\'';
        }
        return titled.toString();
    }

    private static Object append(List<@Nullable Object> given) {
        if (!(at(given, 0) instanceof List<?> list)) {
            throw new IllegalArgumentException("expected a list");
        }
        List<@Nullable Object> longer = new ArrayList<>(list);
        longer.addAll(given.subList(1, given.size()));
        return longer;
    }

    private static Object dict(List<@Nullable Object> given) {
        if (given.size() % 2 != 0) {
            throw new IllegalArgumentException("dict needs pairs of a key and a value");
        }
        Map<String, @Nullable Object> dict = new TreeMap<>();
        for (int i = 0; i < given.size(); i += 2) {
            dict.put(text(given, i), given.get(i + 1));
        }
        return dict;
    }

    private String written(@Nullable Object value) {
        try {
            return json.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("toJson: " + e.getOriginalMessage(), e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case GoTime time -> time.instant().toString();
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> plain = new TreeMap<>();
                map.forEach((key, one) -> plain.put(String.valueOf(key), plain(one)));
                yield plain;
            }
            case TemplateData.One one -> one.plain();
            case List<?> list -> list.stream().map(AlertFunctions::plain).toList();
            case Number number -> number;
            case Boolean truth -> truth;
            default -> value.toString();
        };
    }
}
