package io.agentaiops.toolrunner.policy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells web addresses that mean what they show from those that could mean something else to the tool. */
final class WebAddress {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9:/?#@!$&'()*+,;=._~%\\[\\]-]{1,2000}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    /** Where clouds hand out credentials. */
    private static final Pattern METADATA =
            Pattern.compile("169\\.254\\..*|metadata(\\..*)?|100\\.100\\.100\\.200|0x.*|[0-9]+");

    private WebAddress() {}

    /** Whether it is http or https to a named host, without credentials, curl's own patterns and steps upwards. */
    static boolean isPlain(String text) {
        if (!CHARACTERS.matcher(text).matches() || text.indexOf('[') >= 0 || text.contains("..")) {
            return false;
        }
        try {
            URI uri = new URI(SCHEME.matcher(text).matches() ? text : "http://" + text);
            String host = uri.getHost();
            return SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getRawUserInfo() == null
                    && host != null
                    && HOST.matcher(host).matches()
                    && !METADATA.matcher(host.toLowerCase(Locale.ROOT)).matches();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
