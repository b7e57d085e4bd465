package io.agentaiops.architecturerules;

import java.util.ArrayList;
import java.util.List;

/** SQL cut into statements, with comments and the contents of strings blanked out, every character at its place. */
final class MigrationScript {

    private final String original;
    private final String code;

    private MigrationScript(String original, String code) {
        this.original = original;
        this.code = code;
    }

    /** One statement: its code, and where that begins in the script. */
    record Statement(String code, int start) {}

    static MigrationScript of(String sql) {
        StringBuilder code = new StringBuilder(sql);
        int at = 0;
        while (at < sql.length()) {
            int end = endOfSilent(sql, at);
            if (end > at) {
                blank(code, at, end);
                at = end;
            } else {
                at++;
            }
        }
        return new MigrationScript(sql, code.toString());
    }

    /** Where the comment or string that begins here ends; {@code at} when none does. */
    private static int endOfSilent(String sql, int at) {
        if (sql.startsWith("--", at)) {
            return endAt(sql, "\n", at, 0);
        }
        if (sql.startsWith("/*", at)) {
            return endAt(sql, "*/", at + 2, 2);
        }
        return sql.charAt(at) == '\'' ? endAt(sql, "'", at + 1, 1) : at;
    }

    private static int endAt(String sql, String end, int from, int length) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + length;
    }

    private static void blank(StringBuilder code, int from, int to) {
        for (int i = from; i < to; i++) {
            if (code.charAt(i) != '\n') {
                code.setCharAt(i, ' ');
            }
        }
    }

    /** The statements, those inside of bodies of functions and blocks among them. */
    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= code.length(); at++) {
            if (at == code.length() || code.charAt(at) == ';') {
                statements.add(new Statement(code.substring(start, at), start));
                start = at + 1;
            }
        }
        return statements;
    }

    /** The number of the line that holds a character, from 1. */
    int line(int offset) {
        return (int) original.substring(0, offset)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }

    /** The line as it is written. */
    String text(int line) {
        return original.lines().skip(line - 1L).findFirst().orElse("");
    }
}
