package io.agentaiops.alertrouter.gotemplate;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Escapes by the place in the document, after {@code html/template}: text and attributes as entities, addresses checked for
 * their scheme and encoded, style reduced to what can't break out. In scripts and comments nothing may be put.
 */
final class HtmlEscaping implements Escaping {

    private static final String REFUSED = "ZgotmplZ";
    private static final Set<String> ADDRESSES =
            Set.of("href", "src", "action", "formaction", "cite", "background", "poster", "data", "longdesc");
    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel");
    private static final Pattern HARMLESS_STYLE = Pattern.compile("[\\w\\s#.,%-]*");

    /** Where the next character would stand. */
    private enum Place {
        TEXT,
        TAG,
        ATTRIBUTE_NAME,
        BEFORE_VALUE,
        VALUE,
        COMMENT,
        SCRIPT,
        STYLE
    }

    private Place place = Place.TEXT;
    private char quote;
    private boolean valueBegun;
    private final StringBuilder word = new StringBuilder();
    private String attribute = "";
    private String element = "";

    /** The text without its comments. */
    @Override
    public String text(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean comment = place == Place.COMMENT;
            next(text, i);
            if (!comment && place != Place.COMMENT) {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }

    private void next(String text, int i) {
        char c = text.charAt(i);
        switch (place) {
            case TEXT -> {
                if (text.startsWith("<!--", i)) {
                    place = Place.COMMENT;
                } else if (c == '<') {
                    place = Place.TAG;
                    word.setLength(0);
                }
            }
            case COMMENT -> {
                if (c == '>' && i >= 2 && text.startsWith("--", i - 2)) {
                    place = Place.TEXT;
                }
            }
            case SCRIPT -> leaveAt(text, i, "</script");
            case STYLE -> leaveAt(text, i, "</style");
            case TAG -> inTag(c);
            case ATTRIBUTE_NAME -> inAttributeName(c);
            case BEFORE_VALUE -> beforeValue(c);
            case VALUE -> inValue(c);
        }
    }

    private void leaveAt(String text, int i, String end) {
        if (text.regionMatches(true, i, end, 0, end.length())) {
            place = Place.TAG;
            word.setLength(0);
        }
    }

    private void inTag(char c) {
        if (c == '>') {
            if (element.isEmpty()) {
                element = word.toString().toLowerCase(Locale.ROOT);
            }
            endTag();
        } else if (Character.isWhitespace(c)) {
            if (element.isEmpty()) {
                element = word.toString().toLowerCase(Locale.ROOT);
            }
            word.setLength(0);
            place = Place.ATTRIBUTE_NAME;
        } else {
            word.append(c);
        }
    }

    private void endTag() {
        place = switch (element) {
            case "script" -> Place.SCRIPT;
            case "style" -> Place.STYLE;
            default -> Place.TEXT;
        };
        element = "";
    }

    private void inAttributeName(char c) {
        if (c == '>') {
            endTag();
        } else if (c == '=') {
            attribute = word.toString().toLowerCase(Locale.ROOT);
            place = Place.BEFORE_VALUE;
        } else if (Character.isWhitespace(c)) {
            word.setLength(0);
        } else {
            word.append(c);
        }
    }

    private void beforeValue(char c) {
        if (c == '"' || c == '\'') {
            quote = c;
            valueBegun = false;
            place = Place.VALUE;
        } else if (!Character.isWhitespace(c)) {
            quote = ' ';
            valueBegun = true;
            place = c == '>' ? Place.TEXT : Place.VALUE;
        }
    }

    private void inValue(char c) {
        boolean over = quote == ' ' ? Character.isWhitespace(c) || c == '>' : c == quote;
        if (over) {
            word.setLength(0);
            place = Place.ATTRIBUTE_NAME;
            if (c == '>') {
                endTag();
            }
        } else {
            valueBegun = true;
        }
    }

    @Override
    public String value(@Nullable Object value) {
        String text = value == null ? "" : GoValues.print(value);
        return switch (place) {
            case TEXT -> value instanceof SafeText safe && !safe.isUrl() ? text : escaped(text);
            case VALUE -> inAttribute(value, text);
            case BEFORE_VALUE -> {
                quote = ' ';
                place = Place.VALUE;
                valueBegun = false;
                yield inAttribute(value, text).replace(" ", "&#32;");
            }
            case STYLE -> style(text);
            case COMMENT -> "";
            case SCRIPT, TAG, ATTRIBUTE_NAME -> REFUSED;
        };
    }

    private String inAttribute(@Nullable Object value, String text) {
        boolean first = !valueBegun;
        valueBegun = true;
        if (attribute.startsWith("on")) {
            return REFUSED;
        }
        if (attribute.equals("style")) {
            return style(text);
        }
        if (ADDRESSES.contains(attribute)) {
            boolean trusted = !first || (value instanceof SafeText safe && safe.isUrl()) || hasKnownScheme(text);
            return trusted ? escaped(encoded(text)) : "#" + REFUSED;
        }
        return escaped(text);
    }

    private static boolean hasKnownScheme(String text) {
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        return colon < 0
                || (slash >= 0 && slash < colon)
                || SCHEMES.contains(text.substring(0, colon).toLowerCase(Locale.ROOT));
    }

    /** Percent-encodes what can't stand in an address and leaves what is encoded already. */
    private static String encoded(String text) {
        StringBuilder url = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "!#$%&*+,-./:;=?@[]_~".indexOf(c) >= 0);
            url.append(plain ? String.valueOf(c) : String.format("%%%02x", (int) c));
        }
        return url.toString();
    }

    private static String style(String text) {
        return HARMLESS_STYLE.matcher(text).matches() ? text : REFUSED;
    }

    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&#34;");
                case '\'' -> html.append("&#39;");
                case '+' -> html.append("&#43;");
                case '\0' -> html.append('\uFFFD');
                default -> html.append(c);
            }
        }
        return html.toString();
    }
}
