package io.agentaiops.eventbus.redaction;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Mail addresses, RFC 5321 without quoted local parts. */
final class Emails {

    private static final String TYPE = "email";
    private static final int LOCAL = 64;
    private static final int DOMAIN = 255;
    private static final int REACH = 48;

    /** Before the address of an account on a host, or of a message. */
    private static final Pattern LOGIN = Pattern.compile(
            "(?:^|[\\s'\"`/])(?:ssh|scp|sftp|ssh-copy-id|rsync|mosh)\\s[^,;|]*$"
                    + "|(?:message-id|in-reply-to|references)\\W{1,4}$",
            Pattern.CASE_INSENSITIVE);

    /** Units of systemd are written {@code name@instance.service}. */
    private static final Set<String> UNITS =
            Set.of("service", "socket", "target", "timer", "mount", "slice", "scope", "device", "path", "swap");

    private Emails() {}

    /** Called at an {@code @}, plain or as URLs write it. */
    static int at(Scan scan, int at) {
        int sign = scan.at(at) == '@' ? 1 : 3;
        int start = at;
        while (start > 0 && at - start < LOCAL && isLocal(scan.at(start - 1))) {
            start--;
        }
        while (start < at && !Scan.isAnyWord(scan.at(start)) && scan.at(start) != '_') {
            start++;
        }
        int end = at + sign;
        int dot = -1;
        while (end - at <= DOMAIN && isDomain(scan.at(end))) {
            dot = scan.at(end) == '.' ? end : dot;
            end++;
        }
        while (end > at && (scan.at(end - 1) == '.' || scan.at(end - 1) == '-')) {
            end--;
            dot = lastDot(scan, at, end);
        }
        return start < at
                        && scan.at(at - 1) != '%'
                        && dot > at + sign
                        && isTopLevel(scan.between(dot + 1, end))
                        && !isPath(scan, start, at, end)
                ? scan.add(TYPE, start, end)
                : -1;
    }

    /**
     * {@code git@host:path} and {@code ssh ops@host} say where something is, a message's id and {@code HTTP/host@REALM} what
     * it is: not who.
     */
    private static boolean isPath(Scan scan, int start, int at, int end) {
        if (scan.at(end) == ':' && (scan.between(start, at).equals("git") || isPathBegin(scan.at(end + 1)))) {
            return true;
        }
        if (scan.at(start - 1) == '/' && Scan.isUpper(scan.at(end - 1))) {
            return true;
        }
        return LOGIN.matcher(scan.between(Math.max(0, start - REACH), start)).find();
    }

    private static boolean isPathBegin(char c) {
        return c == '/' || c == '~';
    }

    private static int lastDot(Scan scan, int at, int end) {
        for (int i = end - 1; i > at; i--) {
            if (scan.at(i) == '.') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isTopLevel(String name) {
        return name.length() >= 2
                && name.chars().allMatch(Character::isLetter)
                && !UNITS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isLocal(char c) {
        return Scan.isAnyWord(c) || (c != 0 && "._%+-'".indexOf(c) >= 0);
    }

    private static boolean isDomain(char c) {
        return Scan.isAnyWord(c) || c == '.' || c == '-';
    }
}
