package io.agentaiops.opsscheduler.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of RFC 8785 (JSON Canonicalization Scheme) that texts and maps of texts need. */
final class CanonicalJson {

    private CanonicalJson() {}

    static String text(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    static String object(Map<String, String> texts) {
        Map<String, String> members = new TreeMap<>();
        texts.forEach((key, value) -> members.put(key, text(value)));
        return members(members);
    }

    /** {@code members} in their order; values are JSON already. */
    static String members(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> text(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
