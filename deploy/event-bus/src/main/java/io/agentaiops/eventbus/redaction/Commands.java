package io.agentaiops.eventbus.redaction;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets whose option says nothing without its command: {@code mysql -p…}, {@code curl -u user:…}. */
final class Commands {

    private static final int LINE = 600;

    private static final Pattern SHORT_P = Pattern.compile("(?<=\\s)-p\\s+(?![-\\[$])([^\\s]+)");
    private static final Pattern JOINED_P = Pattern.compile("(?<=\\s)-p([^\\s\\[$]\\S*)");
    private static final Pattern LDAP = Pattern.compile("(?<=\\s)-w\\s+(?![-\\[$])(\\S+)");
    private static final Pattern SNMP = Pattern.compile("(?<=\\s)-[AX]\\s+(?![-\\[$])(\\S+)");

    private static final Pattern NETWORK_KEY = Pattern.compile("\\skey\\s+(?:\\d\\s+)?(?!\\[)(\\S+)");

    /** By command; group 1 is the secret. */
    private static final Map<String, Pattern> BY_COMMAND = Map.ofEntries(
            Map.entry("sshpass", SHORT_P),
            Map.entry("mysql", JOINED_P),
            Map.entry("mysqldump", JOINED_P),
            Map.entry("mysqladmin", JOINED_P),
            Map.entry("mariadb", JOINED_P),
            Map.entry("curl", Pattern.compile("(?<=\\s)(?:-u|--user)[ =]?['\"]?[^\\s:'\"]+:(?!\\[)([^\\s'\"]+)")),
            Map.entry("docker", Pattern.compile("\\slogin\\b.*?\\s-p\\s+(?![-\\[$])(\\S+)")),
            Map.entry("podman", Pattern.compile("\\slogin\\b.*?\\s-p\\s+(?![-\\[$])(\\S+)")),
            Map.entry("az", Pattern.compile("\\slogin\\b.*?\\s-p\\s+(?![-\\[$])(\\S+)")),
            Map.entry("mongo", SHORT_P),
            Map.entry("mongosh", SHORT_P),
            Map.entry("redis-cli", Pattern.compile("(?<=\\s)-a\\s+(?![-\\[$])(\\S+)")),
            Map.entry("ldapsearch", LDAP),
            Map.entry("ldapmodify", LDAP),
            Map.entry("ldapadd", LDAP),
            Map.entry("ldapwhoami", LDAP),
            Map.entry("snmpwalk", SNMP),
            Map.entry("snmpget", SNMP),
            Map.entry("openssl", Pattern.compile("\\bpass:(?!\\[)(\\S+)")),
            Map.entry("smbclient", Pattern.compile("-U\\s+['\"]?[^\\s%]+%(?!\\[)([^\\s'\"]+)")),
            Map.entry("htpasswd", Pattern.compile("\\s-\\w*b\\w*\\s+\\S+\\s+\\S+\\s+(?!\\[)(\\S+)")),
            Map.entry("rclone", Pattern.compile("\\b(?:secret\\w*|pass\\w*)\\s+(?![-\\[])(\\S+)")),
            Map.entry("aws", Pattern.compile("\\bset\\s+\\S*secret\\S*\\s+(?![-\\[])(\\S+)")),
            Map.entry("chpasswd", Pattern.compile("<<<\\s*['\"]?[^:'\"\\s]+:(?!\\[)([^'\"\\s]+)")),
            Map.entry("machine", Pattern.compile("\\slogin\\s+\\S+\\s+password\\s+(?!\\[)(\\S+)")),
            Map.entry(
                    "snmp-server",
                    Pattern.compile(
                            "\\s(?:community|auth\\s+(?:md5|sha\\S*)|priv\\s+(?:aes|des|3des)(?:\\s+\\d+)?)\\s+(?!\\[)(\\S+)")),
            Map.entry(
                    "echo",
                    Pattern.compile(
                            "\\s['\"]?(?![-\\[$])(?:[\\w.-]+:)?([^\\s'\"|]+)['\"]?\\s*\\|\\s*(?:(?:sudo\\s+)?(?:ch)?passwd|sudo\\s+-S)\\b")),
            Map.entry(
                    "net",
                    Pattern.compile("\\suse\\s+\\S+\\s+\\S+\\s+(?![/\\[])(\\S+)\\s+/user", Pattern.CASE_INSENSITIVE)),
            Map.entry("schtasks", Pattern.compile("\\s/rp\\s+(?!\\[)(\\S+)", Pattern.CASE_INSENSITIVE)),
            Map.entry("radius-server", NETWORK_KEY),
            Map.entry("tacacs-server", NETWORK_KEY),
            Map.entry("username", Pattern.compile("\\s(?:password|secret)\\s+\\d\\s+(?!\\[)(\\S+)")),
            Map.entry("enable", Pattern.compile("\\s(?:password|secret)\\s+\\d\\s+(?!\\[)(\\S+)")));

    /** Statements and commands in capitals, with their secret in quotes or behind them. */
    private static final Pattern STATEMENT = Pattern.compile(
            "(?:IDENTIFIED BY|PASSWORD|PSK|ConvertTo-SecureString(?: -String)?) +['\"](?!\\[)([^'\"\\n]+)['\"]"
                    + "|AUTH (?:PLAIN|LOGIN) ([A-Za-z0-9+/=]{8,})"
                    + "|(SCRAM-SHA-\\d+\\$[^\\s'\"]{20,})",
            Pattern.CASE_INSENSITIVE);

    /** The first two letters of each command: nearly every other word is done with here. */
    private static final boolean[] BEGINNINGS = new boolean[128 * 128];

    static {
        for (String command : BY_COMMAND.keySet()) {
            BEGINNINGS[(command.charAt(0) << 7) | command.charAt(1)] = true;
        }
    }

    private Commands() {}

    /** At a word that may be a command; what is found stands further on, so the reading goes on at the word. */
    static void at(Scan scan, int start) {
        char second = scan.at(start + 1);
        if (second > 127 || !BEGINNINGS[(scan.at(start) << 7) | second]) {
            return;
        }
        int end = start;
        while (end - start < 16 && (Scan.isWord(scan.at(end)) || scan.at(end) == '-')) {
            end++;
        }
        Pattern secret = scan.at(end) == ' ' ? BY_COMMAND.get(scan.between(start, end)) : null;
        if (secret != null) {
            Matcher matcher = scan.matcher(secret, end, LINE);
            matcher.useTransparentBounds(true);
            while (matcher.find()) {
                argument(scan, matcher.start(1));
            }
        }
    }

    /** At a word in capitals that may begin a statement. */
    static int statement(Scan scan, int start) {
        if (!scan.isAt(start, "IDENTIFIED BY ")
                && !scan.isAt(start, "PASSWORD ")
                && !scan.isAt(start, "PSK ")
                && !scan.isAt(start, "ConvertTo-S")
                && !scan.isAt(start, "AUTH ")
                && !scan.isAt(start, "SCRAM-")) {
            return -1;
        }
        Matcher matcher = scan.matcher(STATEMENT, start, 300);
        if (!matcher.lookingAt()) {
            return -1;
        }
        int group = matcher.start(1) >= 0 ? 1 : matcher.start(2) >= 0 ? 2 : 3;
        return scan.add("credential", matcher.start(group), matcher.end(group));
    }

    /** The argument that begins here, without the quotes around it. */
    static int argument(Scan scan, int from) {
        char quote = scan.at(from);
        boolean quoted = quote == '\'' || quote == '"';
        int start = quoted ? from + 1 : from;
        int end = start;
        while (end < scan.length() && (quoted ? scan.at(end) != quote : !endsArgument(scan.at(end)))) {
            end++;
        }
        return Placeholders.is(scan.between(start, end)) ? -1 : Secrets.at(scan, start, end);
    }

    private static boolean endsArgument(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '|';
    }
}
