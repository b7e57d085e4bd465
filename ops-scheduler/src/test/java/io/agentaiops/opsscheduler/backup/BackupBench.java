package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Tier;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A backup of a large database made and proven ({@code -Daiops.bench.rows}, of 250 bytes each), beside PostgreSQL's bare
 * COPY of the same table out of the database and into another table. Prints and asserts nothing: it measures.
 */
@QuarkusTest
class BackupBench {

    private static final long ROWS = Long.getLong("aiops.bench.rows", 4_000_000);

    private final Backups backups;
    private final BackupSite site;
    private final Jdbi jdbi;

    BackupBench(Backups backups, BackupSite site, Jdbi jdbi) {
        this.backups = backups;
        this.site = site;
        this.jdbi = jdbi;
    }

    @Test
    void measure() throws SQLException, IOException {
        jdbi.useHandle(handle -> handle.execute("""
                create table ballast as select n, md5(n::text) a, md5((n * 7)::text) b, md5(mod(n, 1000)::text) c,
                    repeat('the same words in every row, as logs have them ', 3) d
                from generate_series(1, %d) n""".formatted(ROWS)));
        jdbi.useHandle(handle -> handle.execute("alter table ballast add primary key (n)"));
        made();
        double megabytes = floor();
        resetPeaks();
        Backup made = made();
        if (made.finishedAt() == null || made.provenAt() == null) {
            throw new IllegalStateException(made.note());
        }
        double making = Duration.between(made.createdAt(), made.finishedAt()).toMillis() / 1e3;
        double restoring = made.restoreMs() == null ? Double.NaN : made.restoreMs() / 1e3;
        double proving = Duration.between(made.finishedAt(), made.provenAt()).toMillis() / 1e3;
        System.out.printf(
                "%,d rows, %,.0f MB as text, %,.0f MB on the disk%n", made.rows(), megabytes, made.bytes() / 1e6);
        System.out.printf("made in %.1f s, %.0f MB/s%n", making, megabytes / making);
        System.out.printf(
                "restored in %.1f s, %.0f MB/s; proven in %.1f s%n", restoring, megabytes / restoring, proving);
        System.out.printf("heap at its highest %.0f MB%n", peak() / 1e6);
        long start = System.nanoTime();
        if (!site.open(made.id()).faults().isEmpty()) {
            throw new IllegalStateException("damaged");
        }
        System.out.printf("every part opened and compared: %.0f MB/s%n", megabytes / seconds(start));
    }

    private Backup made() {
        Backup made = backups.create(Tier.DAILY, "bench").orElseThrow();
        if (made.state() != BackupState.PROVEN) {
            throw new IllegalStateException(made.note());
        }
        return made;
    }

    /** Returns how large the table is as text, in megabytes. */
    private double floor() throws SQLException, IOException {
        try (Connection out = connection();
                Connection in = connection()) {
            Counted counted = new Counted();
            long start = System.nanoTime();
            out.unwrap(PGConnection.class).getCopyAPI().copyOut("copy ballast to stdout", counted);
            double megabytes = counted.bytes / 1e6;
            System.out.printf("floor: COPY out %.0f MB/s", megabytes / seconds(start));
            in.createStatement().execute("create temp table taken (like ballast)");
            CopyIn copy = in.unwrap(PGConnection.class).getCopyAPI().copyIn("copy taken from stdin");
            start = System.nanoTime();
            out.unwrap(PGConnection.class).getCopyAPI().copyOut("copy ballast to stdout", new Passed(copy));
            copy.endCopy();
            in.createStatement().execute("alter table taken add primary key (n)");
            System.out.printf("; out and in with its key %.0f MB/s%n", megabytes / seconds(start));
            return megabytes;
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = site.database().connect(Map.of());
        connection.createStatement().execute("set search_path to ops_scheduler");
        return connection;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void resetPeaks() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static final class Counted extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] content, int offset, int length) {
            bytes += length;
        }
    }

    private static final class Passed extends OutputStream {
        private final CopyIn copy;

        Passed(CopyIn copy) {
            this.copy = copy;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            try {
                copy.writeToCopy(content, offset, length);
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }
}
