package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.BackupFailed;
import io.agentaiops.opsscheduler.archive.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/**
 * The right to work on backups, held by one replica at a time. It is an advisory lock of a connection of its own, so
 * that PostgreSQL takes it back at once when the holder is killed.
 */
final class BackupLock implements AutoCloseable {

    /** What one replica at a time may do. */
    enum Right {
        /** Make, prove and drop them: "backup", as a number that nothing else locks. */
        BACKUP(0x62_61_63_6b_75_70L),
        /** Copy them away: "copy". */
        COPY(0x63_6f_70_79L);

        private final long key;

        Right(long key) {
            this.key = key;
        }
    }

    private final Connection connection;

    private BackupLock(Connection connection) {
        this.connection = connection;
    }

    /** Takes it, or says that somebody else has it. */
    static Optional<BackupLock> take(DatabaseAddress database) {
        return take(database, Right.BACKUP);
    }

    static Optional<BackupLock> take(DatabaseAddress database, Right right) {
        try {
            Connection connection = database.connect(Map.of());
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + right.key + ")")) {
                row.next();
                if (row.getBoolean(1)) {
                    return Optional.of(new BackupLock(connection));
                }
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new BackupFailed("the database does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new BackupFailed("the lock cannot be given back: " + e.getMessage(), e);
        }
    }
}
