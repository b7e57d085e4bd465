package io.agentaiops.opsscheduler.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.BackupProgress;
import io.agentaiops.opsscheduler.archive.CopyStream;
import io.agentaiops.opsscheduler.archive.DatabaseAddress;
import io.agentaiops.opsscheduler.archive.Manifest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Restores a whole backup into a scratch database and compares it row by row: a table that is read by COPY from the
 * restored database must be the same bytes as it was in the original. Then looks with an application's eyes: the audit
 * chain holds, sealed texts open with the wrapped keys, a search finds a document.
 */
@ApplicationScoped
public class ScratchProof {

    private static final Logger LOG = Logger.getLogger(ScratchProof.class);

    /** Classes of SQLSTATE: connection, roll-back, resources, object in use, intervention, system, internal. */
    private static final Set<String> SERVERS_STATES = Set.of("08", "40", "53", "55", "57", "58", "XX");

    private final ObjectMapper json;
    private final ScratchSearch search;

    ScratchProof(ObjectMapper json, ScratchSearch search) {
        this.json = json;
        this.search = search;
    }

    /** Restores and compares; leaves nothing behind. A server that fails is a hindrance and no fault of the backup. */
    public Proof prove(Archive archive, DatabaseAddress platform, BackupProgress progress) {
        List<String> faults = new ArrayList<>();
        List<String> checks = new ArrayList<>();
        String hindrance = "";
        long rows = 0;
        Duration took = Duration.ZERO;
        try {
            progress.phase("checksums", 0);
            faults.addAll(archive.faults());
            checks.add(archive.manifest().parts().size() + " parts read and their checksums compared");
            if (faults.isEmpty()) {
                long begin = System.nanoTime();
                try (Scratch scratch = Scratch.create(platform)) {
                    rows = restore(archive, scratch.address(), progress);
                    took = Duration.ofNanos(System.nanoTime() - begin);
                    compare(archive, scratch.address(), progress, faults, checks);
                }
                search.check(archive, faults, checks);
            }
        } catch (Hindered e) {
            hindrance = String.valueOf(e.getMessage());
        } catch (SQLException e) {
            if (isOfTheServer(e)) {
                hindrance = "the database: " + e.getMessage();
            } else {
                faults.add("the restore failed: " + e.getMessage());
            }
        } catch (IOException e) {
            faults.add("the restore failed: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(
                    e, "proof of a backup broken off id=%s", archive.manifest().id());
            hindrance = String.valueOf(e.getMessage());
        }
        return new Proof(faults, checks, hindrance, rows, took);
    }

    /** Whether the server failed, and not what it was given: a lost connection, a full disk, a shutdown. */
    private static boolean isOfTheServer(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.length() < 2 || SERVERS_STATES.contains(state.substring(0, 2));
    }

    private long restore(Archive archive, DatabaseAddress scratch, BackupProgress progress)
            throws SQLException, IOException {
        try (Connection connection = scratch.connect(Map.of())) {
            connection.setAutoCommit(false);
            long rows = new DatabaseLoad(connection, archive, json).load(schemas(archive), progress);
            connection.commit();
            return rows;
        }
    }

    private void compare(
            Archive archive, DatabaseAddress scratch, BackupProgress progress, List<String> faults, List<String> checks)
            throws SQLException, IOException {
        progress.phase("comparing", 0);
        try (Connection connection = scratch.connect(Map.of())) {
            connection.setAutoCommit(false);
            DatabaseLoad load = new DatabaseLoad(connection, archive, json);
            CopyStream.settle(connection);
            faults.addAll(load.differences(schemas(archive)));
            checks.add(archive.manifest().rows() + " rows restored and compared with what was read");
            new SealedTexts(connection).check(archive, faults, checks);
        }
        new RestoredLedger(scratch, json).check(archive, faults, checks);
    }

    private static List<String> schemas(Archive archive) {
        return archive.manifest().database().schemas().stream()
                .map(Manifest.Schema::name)
                .toList();
    }
}
