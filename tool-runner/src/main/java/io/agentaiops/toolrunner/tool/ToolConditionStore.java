package io.agentaiops.toolrunner.tool;

import io.agentaiops.toolrunner.tool.Tool.SelfTest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code tool_condition}. Of several replicas that attempt a transition one succeeds. */
@ApplicationScoped
public class ToolConditionStore {

    private final Jdbi jdbi;

    ToolConditionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All that are known. */
    public List<ToolCondition> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from tool_condition order by tool")
                .map(ToolConditionStore::map)
                .list());
    }

    /** The tool's, once something is known of it. */
    public Optional<ToolCondition> find(String tool) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from tool_condition where tool = :tool")
                .bind("tool", tool)
                .map(ToolConditionStore::map)
                .findOne());
    }

    /** Begins to keep account of the tools that are not known yet; their first self-test comes after an interval. */
    public void enter(Collection<String> tools, Instant now) {
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                insert into tool_condition (tool, counted_from, claimed_at) values (:tool, :now, :now)
                on conflict (tool) do nothing
                """);
            tools.forEach(tool -> batch.bind("tool", tool).bind("now", now).add());
            if (batch.size() > 0) {
                batch.execute();
            }
        });
    }

    /** Takes a self-test upon this replica; false when one was begun since {@code before}. */
    public boolean claimTest(String tool, Instant before, Instant now) {
        return jdbi.withHandle(handle ->
                handle.createUpdate("update tool_condition set claimed_at = :now where tool = :tool and claimed_at <"
                                        + " :before")
                                .bind("tool", tool)
                                .bind("before", before)
                                .bind("now", now)
                                .execute()
                        == 1);
    }

    /** Writes down what a self-test found. */
    public void tested(String tool, SelfTest test, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            update tool_condition set tested_at = :now, test_passed = :passed, test_summary = :summary,
                test_failures = case when :passed then 0 else test_failures + 1 end
            where tool = :tool
            """)
                .bind("tool", tool)
                .bind("passed", test.passed())
                .bind("summary", test.summary().replace('\0', ' '))
                .bind("now", now)
                .execute());
    }

    /** Takes the tool out of use; false when it was out already. */
    public boolean takeOut(String tool, String reason, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
            update tool_condition set broken_since = :now, broken_reason = :reason
            where tool = :tool and broken_since is null
            """)
                        .bind("tool", tool)
                        .bind("reason", reason.replace('\0', ' '))
                        .bind("now", now)
                        .execute()
                == 1);
    }

    /** Takes the tool back into use; the account of its calls begins anew. False when it was in use. */
    public boolean takeBack(String tool, Instant now) {
        return jdbi.withHandle(handle ->
                handle.createUpdate("""
                    update tool_condition set broken_since = null, broken_reason = null,
                        counted_from = :now, test_failures = 0
                    where tool = :tool and broken_since is not null
                    """).bind("tool", tool).bind("now", now).execute() == 1);
    }

    private static ToolCondition map(ResultSet row, StatementContext context) throws SQLException {
        boolean passed = row.getBoolean("test_passed");
        boolean untested = row.wasNull();
        return new ToolCondition(
                row.getString("tool"),
                instant(row, "broken_since"),
                row.getString("broken_reason"),
                instant(row, "tested_at"),
                untested ? null : passed,
                row.getString("test_summary"),
                row.getInt("test_failures"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
