package io.agentaiops.eventbus.redaction;

/** What follows the name of an authentication scheme, RFC 9110, 11.4: {@code Bearer …}, {@code Basic …}. */
final class Schemes {

    private static final String[] NAMES = {"bearer", "basic", "token", "digest", "apikey", "negotiate"};

    private Schemes() {}

    /** At the value of an Authorization header, with or without a scheme. */
    static int at(Scan scan, int start) {
        for (String name : NAMES) {
            if (scan.isAtIgnoringCase(start, name) && scan.at(start + name.length()) == ' ') {
                return secret(scan, start + name.length() + 1, 6, true);
            }
        }
        return secret(scan, start, 12, false);
    }

    /** At a word in running text: only the two names that are always schemes. */
    static int inText(Scan scan, int start) {
        for (int i = 0; i < 2; i++) {
            String name = NAMES[i];
            if (scan.isAtIgnoringCase(start, name) && scan.at(start + name.length()) == ' ') {
                return secret(scan, start + name.length() + 1, 8, false);
            }
        }
        return -1;
    }

    /** What stands there, if it is long enough, and unless it is announced for certain, looks made by a machine. */
    private static int secret(Scan scan, int from, int least, boolean certain) {
        int start = from;
        while (scan.at(start) == ' ') {
            start++;
        }
        int end = start;
        boolean mixed = false;
        boolean lower = false;
        while (isToken(scan.at(end)) && !(scan.at(end) == '=' && Scan.isWord(scan.at(end + 1)))) {
            char c = scan.at(end);
            mixed |= Scan.isDigit(c)
                    || (lower && Scan.isUpper(c))
                    || ("+/=.".indexOf(c) >= 0 && Scan.isWord(scan.at(end + 1)));
            lower |= c >= 'a' && c <= 'z';
            end++;
        }
        return end - start >= least && (certain || mixed || end - start >= 24) ? Secrets.at(scan, start, end) : -1;
    }

    private static boolean isToken(char c) {
        return Scan.isWord(c) || (c != 0 && "._~+/=-".indexOf(c) >= 0);
    }
}
