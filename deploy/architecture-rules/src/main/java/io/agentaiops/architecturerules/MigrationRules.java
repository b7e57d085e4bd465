package io.agentaiops.architecturerules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds that migrations only go forward and that the release before can run on what they leave behind: a column or table
 * goes in a release after the last one that used it (expand, migrate, contract), and nothing locks a table for as long
 * as it is large. What is right all the same stands in the module's {@code src/test/resources/migrations.allowed}, one
 * line each: {@code file rule release: reason}, where the release is the last one that still used what goes.
 */
final class MigrationRules {

    private static final Pattern NAME = Pattern.compile("(V[0-9]+(_[0-9]+)*|R)__[a-z0-9_]+\\.sql");
    private static final Pattern ALLOWED =
            Pattern.compile("(?<file>\\S+\\.sql) (?<rule>[a-z-]+) (?<release>\\d+\\.\\d+\\.\\d+): (?<reason>\\S.*)");
    private static final Pattern CREATED = Pattern.compile(
            "\\bcreate\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ALTERED = Pattern.compile(
            "^\\s*alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern INDEXED = Pattern.compile(
            "^\\s*create\\s+(?:unique\\s+)?index\\s+(?!concurrently)(?:if\\s+not\\s+exists\\s+)?\\w+\\s+on\\s+(?:only\\s+)?(\\w+)",
            Pattern.CASE_INSENSITIVE);

    /** Of any statement. */
    private static final List<Rule> ANYWHERE = List.of(
            rule(
                    "drop-table",
                    "\\bdrop\\s+(table|view|materialized\\s+view|type|schema|function)\\b",
                    "the release before still reads it: drop it one release after the last that uses it"),
            rule(
                    "drop-index",
                    "\\bdrop\\s+index\\b",
                    "the release before may need it, for speed or for ON CONFLICT: drop it one release later"),
            rule(
                    "rename",
                    "\\brename\\b",
                    "the release before knows the old name only: add the new one, fill it, drop the old one later"),
            rule(
                    "empty",
                    "\\b(truncate|delete\\s+from)\\b",
                    "rows are gone for the release before, and for going back"),
            rule(
                    "dynamic",
                    "\\bexecute\\s+(format|'|\\w+\\s*;)",
                    "statements that are put together can't be judged here: say why they are safe"));

    /** Of one action of ALTER TABLE on a table that was there before. */
    private static final List<Rule> ACTIONS = List.of(
            rule(
                    "drop-column",
                    "^\\s*drop\\s+(column\\s+)?(?!constraint\\b|column\\b)\\w+",
                    "the release before still writes it: drop it one release after the last that uses it"),
            rule(
                    "change-type",
                    "^\\s*alter\\s+(column\\s+)?\\w+\\s+(set\\s+data\\s+)?type\\b",
                    "rewrites the table under an exclusive lock, and the release before knows the old type: add a column"),
            rule(
                    "not-null",
                    "^\\s*alter\\s+(column\\s+)?\\w+\\s+set\\s+not\\s+null\\b",
                    "the release before writes rows without it; it reads the whole table under an exclusive lock"),
            rule(
                    "not-null",
                    "^\\s*add\\s+(?!constraint\\b|primary\\b|unique\\b|check\\b|foreign\\b)"
                            + "(?!.*\\b(default|generated)\\b).*\\bnot\\s+null\\b",
                    "the release before writes rows without it: give it a default"),
            rule(
                    "rewrite",
                    "^\\s*add\\s+.*(\\bgenerated\\b|\\b(big)?serial\\b"
                            + "|default\\s+(gen_random_uuid|clock_timestamp|random|nextval|uuidv7)\\b)",
                    "rewrites the table under an exclusive lock: add it empty, fill it by portions"),
            rule(
                    "drop-default",
                    "^\\s*alter\\s+(column\\s+)?\\w+\\s+drop\\s+(default|identity|expression)\\b",
                    "the release before leaves it to the database"),
            rule(
                    "drop-constraint",
                    "^\\s*drop\\s+constraint\\b",
                    "ON CONFLICT of the release before may name it: leave it, or say why nobody does"),
            rule(
                    "constraint",
                    "^\\s*add\\s+(constraint|primary\\s+key|unique|check|foreign\\s+key)\\b(?!.*\\bnot\\s+valid\\b)",
                    "reads the whole table under an exclusive lock, and the release before may not keep it:"
                            + " add it NOT VALID and validate it one release later"));

    private record Rule(String name, Pattern pattern, String reason) {}

    private record Allowed(String file, String rule) {}

    private MigrationRules() {}

    private static Rule rule(String name, String pattern, String reason) {
        return new Rule(name, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), reason);
    }

    /** What is wrong with the migrations of a folder, exceptions that nothing needs any more among it. */
    static List<String> problems(Path folder, Path exceptions) throws IOException {
        List<MigrationFinding> findings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                if (!NAME.matcher(name).matches()) {
                    problems.add(name + ": is called V<number>__<what_it_does>.sql; there is no way back but a backup");
                }
                findings.addAll(findings(name, Files.readString(file)));
            }
        }
        Set<Allowed> allowed = new HashSet<>();
        if (Files.exists(exceptions)) {
            readInto(allowed, exceptions, problems);
        }
        Set<Allowed> needed = new HashSet<>();
        for (MigrationFinding finding : findings) {
            Allowed exception = new Allowed(finding.file(), finding.rule());
            needed.add(exception);
            if (!allowed.contains(exception)) {
                problems.add(finding.toString());
            }
        }
        allowed.stream()
                .filter(exception -> !needed.contains(exception))
                .forEach(exception -> problems.add(exceptions.getFileName() + ": " + exception.file()
                        + " does nothing of " + exception.rule() + ": take the line out"));
        return problems;
    }

    private static void readInto(Set<Allowed> allowed, Path exceptions, List<String> problems) throws IOException {
        List<String> lines = Files.readAllLines(exceptions);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher entry = ALLOWED.matcher(line);
            if (entry.matches()) {
                allowed.add(new Allowed(entry.group("file"), entry.group("rule")));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                problems.add(exceptions.getFileName() + ":" + (i + 1) + ": is not <file> <rule> <release>: <reason>");
            }
        }
    }

    /** What one migration does that the release before it, or a large table, does not bear. */
    static List<MigrationFinding> findings(String file, String sql) {
        MigrationScript script = MigrationScript.of(sql);
        Set<String> own = created(script);
        List<MigrationFinding> findings = new ArrayList<>();
        for (MigrationScript.Statement statement : script.statements()) {
            ANYWHERE.forEach(rule -> find(rule, statement.code(), statement.start(), script, file, findings));
            Matcher altered = ALTERED.matcher(statement.code());
            if (altered.find() && !own.contains(lower(altered.group(1)))) {
                for (MigrationScript.Statement action : actions(statement, altered.end())) {
                    ACTIONS.forEach(rule -> find(rule, action.code(), action.start(), script, file, findings));
                }
            }
            Matcher indexed = INDEXED.matcher(statement.code());
            if (indexed.find() && !own.contains(lower(indexed.group(1)))) {
                int line = script.line(statement.start() + indexed.end());
                findings.add(new MigrationFinding(
                        file,
                        line,
                        "index",
                        script.text(line),
                        "nobody writes to the table while it is made: say why the table is small,"
                                + " or that it is made CONCURRENTLY before the upgrade"));
            }
        }
        return findings;
    }

    private static Set<String> created(MigrationScript script) {
        Set<String> tables = new TreeSet<>();
        script.statements()
                .forEach(statement -> CREATED.matcher(statement.code())
                        .results()
                        .forEach(table -> tables.add(lower(table.group(1)))));
        return tables;
    }

    private static void find(
            Rule rule, String code, int start, MigrationScript script, String file, List<MigrationFinding> findings) {
        Matcher found = rule.pattern().matcher(code);
        while (found.find()) {
            int line = script.line(start + firstWord(code, found.start()));
            findings.add(new MigrationFinding(file, line, rule.name(), script.text(line), rule.reason()));
        }
    }

    private static int firstWord(String code, int from) {
        int at = from;
        while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The actions of ALTER TABLE, cut at the commas that are in no brackets. */
    private static List<MigrationScript.Statement> actions(MigrationScript.Statement statement, int from) {
        List<MigrationScript.Statement> actions = new ArrayList<>();
        String code = statement.code();
        int depth = 0;
        int start = from;
        for (int at = from; at <= code.length(); at++) {
            char c = at == code.length() ? ',' : code.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (at == code.length() || (c == ',' && depth == 0)) {
                actions.add(new MigrationScript.Statement(code.substring(start, at), statement.start() + start));
                start = at + 1;
            }
        }
        return actions;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
