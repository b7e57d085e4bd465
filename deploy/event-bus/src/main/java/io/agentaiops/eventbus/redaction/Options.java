package io.agentaiops.eventbus.redaction;

/** Private keys in PEM (RFC 7468), and secrets that follow their option on a command line: {@code --password …}. */
final class Options {

    private static final String BEGIN = "-----BEGIN ";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String END = "-----END ";

    private Options() {}

    /** Called at a {@code -}. */
    static int at(Scan scan, int at) {
        if (scan.at(at + 1) != '-') {
            return scan.at(at - 1) == ' ' && isLetter(scan.at(at + 1)) ? option(scan, at + 1) : -1;
        }
        int key = privateKey(scan, at);
        if (key > 0) {
            return key;
        }
        return scan.at(at - 1) != '-' && isLetter(scan.at(at + 2)) ? option(scan, at + 2) : -1;
    }

    static int privateKey(Scan scan, int at) {
        int name = scan.isAt(at, BEGIN) ? scan.indexOf(PRIVATE, at, 52) : -1;
        if (name < 0) {
            return -1;
        }
        int end = scan.indexOf(END, name, Integer.MAX_VALUE);
        if (end < 0) {
            return scan.add("private-key", at, scan.length());
        }
        int close = scan.indexOf("-----", end + END.length(), 60);
        return scan.add("private-key", at, close < 0 ? scan.length() : close + 5);
    }

    private static int option(Scan scan, int from) {
        int end = from;
        while (end - from < 40 && (Scan.isWord(scan.at(end)) || scan.at(end) == '-' || scan.at(end) == '_')) {
            end++;
        }
        if (scan.at(end) != ' ' || end - from < 3 || !SecretNames.mayEndWith(scan.at(end - 2), scan.at(end - 1))) {
            return -1;
        }
        SecretNames kind = SecretNames.of(scan.between(from, end));
        char first = scan.at(end + 1);
        if ((kind != SecretNames.PASSWORD && kind != SecretNames.TOKEN)
                || first <= ' '
                || "-[$<|>".indexOf(first) >= 0) {
            return -1;
        }
        return Commands.argument(scan, end + 1);
    }

    private static boolean isLetter(char c) {
        return Scan.isWord(c) && !Scan.isDigit(c);
    }
}
