package io.agentaiops.eventbus.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hashed passwords in the modular crypt format (crypt(5)) and PHC strings. */
final class PasswordHashes {

    private static final Pattern HASH = Pattern.compile(
            "\\$(?:2[abxy]\\$\\d\\d\\$[./A-Za-z0-9]{53}|(?:[156y]|apr1)\\$[^\\s:$]{1,64}\\$[^\\s:]{20,140}|(?:argon2(?:id|i|d)|scrypt|pbkdf2[\\w-]*)\\$[^\\s:\"']{20,300})");

    private PasswordHashes() {}

    /** Called at a {@code $}, or at the {@code *} with which MySQL's begin. */
    static int at(Scan scan, int at) {
        if (scan.at(at) == '*') {
            int end = at + 1;
            while (Scan.isDigit(scan.at(end)) || (scan.at(end) >= 'A' && scan.at(end) <= 'F')) {
                end++;
            }
            return end - at == 41 && !Scan.isWord(scan.at(end)) ? scan.add("credential", at, end) : -1;
        }
        char next = scan.at(at + 1);
        if (next == 0 || "2156yasp".indexOf(next) < 0) {
            return -1;
        }
        Matcher hash = scan.matcher(HASH, at, 400);
        return hash.lookingAt() ? scan.add("credential", at, hash.end()) : -1;
    }
}
