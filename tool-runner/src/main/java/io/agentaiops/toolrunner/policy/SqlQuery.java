package io.agentaiops.toolrunner.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges what psql is given: one statement that only looks, or a backslash command that lists. psql runs in a read-only
 * transaction besides; what is refused here are functions that act in one nevertheless. The list cannot be complete: the
 * account in the database should have no more rights than to look.
 */
final class SqlQuery {

    private static final Pattern LISTING =
            Pattern.compile("\\\\(l|conninfo|d|dt|di|dv|dm|ds|dn|du|dg|dx|df|dp|db)[S+]{0,2}( [A-Za-z0-9_.*]{1,100})?");
    private static final Pattern LOOKS = Pattern.compile("(?is)(select|show|explain|values|table|with)\\b.*");
    private static final Pattern ACTS = Pattern.compile(
            "\\b(into|insert|update|delete|merge|truncate|copy|do|call|create"
                    + "|alter|drop|grant|revoke|vacuum|lock|notify|listen|load|set_config|setval|nextval"
                    + "|lo_\\w+|dblink\\w*|query_to_\\w+|cursor_to_\\w+|table_to_\\w+|schema_to_\\w+|database_to_\\w+"
                    + "|pg_read_\\w+|pg_ls_\\w+|pg_stat_file|pg_file_\\w+|pg_terminate_\\w+|pg_cancel_\\w+|pg_reload_\\w+"
                    + "|pg_rotate_\\w+|pg_sleep\\w*|pg_promote|pg_switch_\\w+|pg_create_\\w+|pg_drop_\\w+|pg_logical_\\w+"
                    + "|pg_replication_\\w+|pg_advisory_\\w+|pg_try_\\w+|pg_wal_replay_\\w+|pg_backup_\\w+|pg_notify"
                    + "|pg_stat_reset\\w*|pg_export_\\w+|pg_import_\\w+|pg_log_\\w+|pg_restore_\\w+|pg_set_\\w+)\\b|u&");

    private SqlQuery() {}

    /** What is wrong with it; empty when nothing is. */
    static Optional<String> fault(String text) {
        String query = text.strip();
        if (query.startsWith("\\")) {
            return LISTING.matcher(query).matches()
                    ? Optional.empty()
                    : Optional.of("this backslash command is not allowed: \\l, \\d, \\dt and the like are");
        }
        String one = query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
        if (one.indexOf(';') >= 0 || one.indexOf('\\') >= 0) {
            return Optional.of("one statement at a time, without backslashes");
        }
        if (!LOOKS.matcher(one).matches()) {
            return Optional.of("only SELECT, SHOW, EXPLAIN, VALUES, TABLE and WITH are allowed");
        }
        Matcher acts = ACTS.matcher(one.toLowerCase(Locale.ROOT));
        return acts.find() ? Optional.of("'" + acts.group() + "' does more than look") : Optional.empty();
    }
}
