package io.agentaiops.eventbus.redaction;

/** Passwords in the authority of a URL (RFC 3986, 3.2.1) and addresses that are themselves the key. */
final class Urls {

    private static final int AUTHORITY = 300;
    private static final String[] KEYS = {"hooks.slack.com/services/", "discord.com/api/webhooks/"};

    private Urls() {}

    /** Called at the colon of {@code ://}. */
    static int at(Scan scan, int colon) {
        int from = colon + 3;
        for (String key : KEYS) {
            if (scan.isAt(from, key)) {
                int end = from + key.length();
                while (Scan.isWord(scan.at(end)) || "/_-".indexOf(scan.at(end)) >= 0) {
                    end++;
                }
                return scan.add("api-key", schemeStart(scan, colon), end);
            }
        }
        int password = -1;
        for (int i = from; i < scan.length() && i < from + AUTHORITY; i++) {
            char c = scan.at(i);
            if (c == '@') {
                return password > 0 && !Placeholders.is(scan.between(password, i))
                        ? Secrets.at(scan, password, i) + 1
                        : -1;
            }
            if (c == ':' && password < 0) {
                password = i + 1;
            } else if (c <= ' ' || c == '/' || c == '?' || c == '"' || c == '<') {
                return -1;
            }
        }
        return -1;
    }

    private static int schemeStart(Scan scan, int colon) {
        int start = colon;
        while (Scan.isWord(scan.at(start - 1))) {
            start--;
        }
        return start;
    }
}
