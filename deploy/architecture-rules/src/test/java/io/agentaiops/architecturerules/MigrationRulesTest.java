package io.agentaiops.architecturerules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationRulesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop-table      | drop table if exists run",
                "drop-table      | drop view open_runs",
                "drop-column     | alter table run drop column note",
                "drop-column     | alter table run drop note",
                "drop-index      | drop index run_by_state",
                "rename          | alter table run rename column note to remark",
                "rename          | ALTER TABLE run RENAME TO runs",
                "change-type     | alter table run alter column note type text",
                "change-type     | alter table run alter note set data type bigint",
                "not-null        | alter table run add column note text not null",
                "not-null        | alter table run add column a int default 0, add column note text not null",
                "not-null        | alter table run alter column note set not null",
                "rewrite         | alter table run add column id uuid default gen_random_uuid()",
                "rewrite         | alter table run add column n bigint generated always as identity",
                "drop-default    | alter table run alter column note drop default",
                "drop-constraint | alter table run drop constraint run_pkey",
                "constraint      | alter table run add primary key (id)",
                "constraint      | alter table run add constraint note_length check (length(note) < 5)",
                "index           | create index run_by_note on run (note)",
                "index           | create unique index if not exists run_by_note on only run (note)",
                "empty           | truncate run",
                "empty           | delete from run where note is null",
                "dynamic         | do $$ begin execute format('drop table %I', 'run'); end $$",
                "drop-column     | do $$ begin null; end $$; alter table run drop column note",
            })
    void whatTheReleaseBeforeDoesNotSurviveIsFound(String rule, String sql) {
        assertThat(MigrationRules.findings("V1__x.sql", "-- first line\n" + sql + ";"))
                .extracting(MigrationFinding::rule, MigrationFinding::line)
                .contains(org.assertj.core.api.Assertions.tuple(rule, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table run add column note text",
                "alter table run add column note text not null default ''",
                "alter table run add column note text, add column at timestamptz not null default now()",
                "create index concurrently run_by_note on run (note)",
                "alter table run add constraint note_length check (length(note) < 5) not valid",
                "alter table run validate constraint note_length",
                "create table fresh (id text primary key, at date not null); create index fresh_by_at on fresh (at)",
                "create table fresh (id text); alter table fresh alter column id set not null",
                "update run set note = 'drop table run' where note is null",
                "-- drop table run\nselect 1",
                "/* rename\n it */ select 1",
                "create function f() returns trigger language plpgsql as $$ begin return new; end $$",
                "create trigger t before update on run for each row execute function f()",
                "alter table run set (autovacuum_vacuum_scale_factor = 0)",
                "alter table run alter column note set storage external",
            })
    void whatOnlyAddsIsFine(String sql) {
        assertThat(MigrationRules.findings("V1__x.sql", sql + ";")).isEmpty();
    }

    @Test
    void findingNamesFileAndLineAndSaysWhatToDoInstead() throws IOException {
        write("db/V7__forget.sql", "select 1;\n\nalter table run\n    add column a int,\n    drop column note;\n");

        assertThat(MigrationRules.problems(folder.resolve("db"), folder.resolve("none")))
                .singleElement()
                .asString()
                .startsWith("V7__forget.sql:5 [drop-column] drop column note;")
                .contains("one release after the last that uses it");
    }

    @Test
    void exceptionNeedsReleaseAndReasonAndIsNeeded() throws IOException {
        write("db/V7__forget.sql", "alter table run drop column note;");
        Path exceptions = write("migrations.allowed", """
                # contract steps
                V7__forget.sql drop-column 0.1.0: nobody has read it since
                V7__forget.sql rename 0.1.0: left over
                V7__forget.sql drop-column soon
                """);

        assertThat(MigrationRules.problems(folder.resolve("db"), exceptions))
                .containsExactlyInAnyOrder(
                        "migrations.allowed: V7__forget.sql does nothing of rename: take the line out",
                        "migrations.allowed:4: is not <file> <rule> <release>: <reason>");
    }

    @Test
    void thereIsNoWayBackByMigration() throws IOException {
        write("db/U7__undo.sql", "select 1;");

        assertThat(MigrationRules.problems(folder.resolve("db"), folder.resolve("none")))
                .singleElement()
                .asString()
                .startsWith("U7__undo.sql: is called");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
