package io.agentaiops.agentgateway.key;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A part of the platform that a key is good for: {@code documents}, or {@code documents:read} for looking only. The
 * areas are the first words of the paths, and one each for the protocols of others.
 *
 * @param area the part
 * @param readOnly whether only looking is allowed
 */
public record Scope(String area, boolean readOnly) {

    private static final String READ = ":read";
    private static final String V1 = "/api/v1/";
    private static final Pattern AREA = Pattern.compile("[a-z][a-z-]{1,39}");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    public Scope {
        if (!AREA.matcher(area).matches()) {
            throw new IllegalArgumentException("a scope is an area such as documents, or documents:read");
        }
    }

    /** The scope of that name. */
    public static Scope of(String name) {
        String clean = name.strip().toLowerCase(Locale.ROOT);
        return clean.endsWith(READ)
                ? new Scope(clean.substring(0, clean.length() - READ.length()), true)
                : new Scope(clean, false);
    }

    /** Whether a request by that method to that path lies within. */
    public boolean covers(String method, String path) {
        return area.equals(areaOf(path)) && (!readOnly || SAFE.contains(method));
    }

    /** Which area a path belongs to. */
    public static String areaOf(String path) {
        if (path.startsWith(V1)) {
            return path.substring(V1.length()).split("/", 2)[0];
        }
        if (path.startsWith("/api/v2")) {
            return "alerts";
        }
        if (path.startsWith("/v1/") || path.equals("/v1")) {
            return "openai";
        }
        return path.startsWith("/mcp") ? "mcp" : "ollama";
    }

    @Override
    public String toString() {
        return readOnly ? area + READ : area;
    }
}
