package io.agentaiops.eventbus.redaction;

/** Notes a secret by the most that is known of it: a key of a known make, a token, a private key, else a credential. */
final class Secrets {

    private Secrets() {}

    /** Between these bounds stands a secret. */
    static int at(Scan scan, int start, int end) {
        int known = scan.isAt(start, "eyJ") ? Keys.jwt(scan, start) : Options.privateKey(scan, start);
        if (known < 0 && Scan.isWord(scan.at(start))) {
            known = Keys.at(scan, start);
        }
        return known > 0 ? known : scan.add("credential", start, end);
    }
}
