package io.agentaiops.toolrunner.policy;

import io.agentaiops.toolrunner.pattern.BoundedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types of arguments: {@code text}, {@code read-path}, {@code list-path}, {@code user}, {@code host}, {@code
 * host-port}, {@code dns-word}, {@code url}, {@code awk-program}, {@code sed-script} and {@code sql-query} have rules of
 * their own; the others are regular expressions, named in {@code types:} or written in place after
 * {@code ~}. An expression must match the whole argument.
 */
final class ArgumentTypes {

    static final String READ_PATH = "read-path";
    static final String LIST_PATH = "list-path";
    /** Many times what a sound expression needs for the longest command line. */
    private static final int MOST_STEPS = 1_000_000;
    /** What dig takes besides a name: {@code +short}, a type of record. */
    private static final Pattern DNS_OPTION =
            Pattern.compile("\\+(short|noall|answer|trace|tcp|stats|multiline|nocomments"
                    + "|nostats|noquestion|noauthority|noadditional|nocmd|time=[0-9]{1,2}|tries=[0-9])"
                    + "|(?i:A|AAAA|ANY|CNAME|MX|NS|TXT|SOA|SRV|PTR|CAA)");

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,39}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private final PathPolicy paths;
    private final Map<String, Pattern> named = new ConcurrentHashMap<>();
    private final List<Pattern> hosts;
    private final List<Pattern> urls;

    ArgumentTypes(PolicyDocument document, EnvironmentVariables environment) {
        this.paths = new PathPolicy(document.paths(), environment);
        document.types().forEach((name, regex) -> named.put(name, Pattern.compile(regex)));
        this.hosts = document.hosts().stream().map(Pattern::compile).toList();
        this.urls = document.urls().stream()
                .flatMap(url -> environment.expandEach(url, ArgumentTypes::literal).stream())
                .map(Pattern::compile)
                .toList();
    }

    /** Whether there is such a type; a policy that names another one is refused when it is loaded. */
    boolean knows(String type) {
        return switch (type) {
            case OptionRule.FLAG,
                    "text",
                    READ_PATH,
                    LIST_PATH,
                    "user",
                    "host",
                    "host-port",
                    "dns-word",
                    "url",
                    "awk-program",
                    "sed-script",
                    "sql-query" -> true;
            default -> pattern(type) != null;
        };
    }

    /** The type that holds in the place of another when the command shows the contents of what is named. */
    String withContents(String type) {
        String stricter = type + "-contents";
        return named.containsKey(stricter) ? stricter : type;
    }

    /** Judges a value. {@code tree} says that the command goes into directories. */
    ArgumentCheck check(String type, String value, boolean tree) {
        return switch (type) {
            case "text" -> ArgumentCheck.FINE;
            case READ_PATH ->
                value.equals("-")
                        ? ArgumentCheck.FINE
                        : paths.check(value, tree ? PathPolicy.Use.TREE : PathPolicy.Use.READ);
            case LIST_PATH -> paths.check(value, PathPolicy.Use.LIST);
            case "user" -> user(value);
            case "host" -> host(value);
            case "host-port" -> hostAndPort(value);
            case "dns-word" ->
                matches(DNS_OPTION, value)
                        ? ArgumentCheck.FINE
                        : host(value.startsWith("@") ? value.substring(1) : value);
            case "url" -> url(value);
            case "awk-program" -> unless(AwkProgram.fault(value));
            case "sed-script" -> unless(SedScript.fault(value));
            case "sql-query" -> unless(SqlQuery.fault(value));
            default -> byPattern(type, value);
        };
    }

    /** Only a user that exists: ps reads the arguments in another way when it does not know the user. */
    private static ArgumentCheck user(String value) {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.anyMatch(line -> line.startsWith(value + ":") && !value.isEmpty())
                    ? ArgumentCheck.FINE
                    : new ArgumentCheck.Refused("there is no user '" + value + "'");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ArgumentCheck host(String value) {
        if (!matches(HOST, value)) {
            return new ArgumentCheck.Refused("'" + value + "' is not a host name or address");
        }
        return hosts.stream().anyMatch(host -> matches(host, value))
                ? ArgumentCheck.FINE
                : new ArgumentCheck.Asks("it reaches " + value + ", which is not among the hosts of the policy");
    }

    private ArgumentCheck hostAndPort(String value) {
        int colon = value.lastIndexOf(':');
        if (colon < 0 || !matches(PORT, value.substring(colon + 1))) {
            return new ArgumentCheck.Refused("'" + value + "' is not host:port");
        }
        return host(value.substring(0, colon));
    }

    /** An address that is not listed may still be one that a person lets be fetched. */
    private ArgumentCheck url(String value) {
        if (urls.stream().anyMatch(url -> matches(url, value))) {
            return ArgumentCheck.FINE;
        }
        return WebAddress.isPlain(value)
                ? new ArgumentCheck.Asks("it fetches " + value + ", which is not among the addresses of the policy")
                : new ArgumentCheck.Refused("'" + value + "' is not an address that may be fetched");
    }

    private static ArgumentCheck unless(Optional<String> fault) {
        return fault.<ArgumentCheck>map(ArgumentCheck.Refused::new).orElse(ArgumentCheck.FINE);
    }

    private ArgumentCheck byPattern(String type, String value) {
        Pattern pattern = pattern(type);
        return pattern != null && matches(pattern, value)
                ? ArgumentCheck.FINE
                : new ArgumentCheck.Refused("'" + value + "' is not allowed here"
                        + (type.startsWith("~") ? "" : ": a " + type + " is expected"));
    }

    /** An expression of a policy meets what anybody may send: it must not be able to keep a processor. */
    private static boolean matches(Pattern pattern, String value) {
        return BoundedText.matcher(pattern, value, MOST_STEPS).matches();
    }

    private static String literal(String address) {
        return Pattern.quote(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    }

    private @Nullable Pattern pattern(String type) {
        return type.startsWith("~")
                ? named.computeIfAbsent(type, text -> Pattern.compile(text.substring(1)))
                : named.get(type);
    }
}
