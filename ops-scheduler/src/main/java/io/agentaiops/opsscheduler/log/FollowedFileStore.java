package io.agentaiops.opsscheduler.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** How far followed files have been read, in PostgreSQL. Takes part in the caller's transaction. */
@ApplicationScoped
class FollowedFileStore {

    /**
     * A file by its name.
     *
     * @param host the machine on which it lies
     * @param boot of that machine's kernel; empty where it tells none
     */
    record Name(String host, String boot, String path) {}

    /**
     * A place in a file.
     *
     * @param inode of the file, which a rotation gives to another name
     * @param position in bytes, behind the last line that is in the archive
     */
    record Place(String inode, long position) {}

    private final Jdbi jdbi;

    FollowedFileStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Keeps other replicas from the file until the caller's transaction ends; false when one is at it. */
    boolean lock(Name name, String inode) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select pg_try_advisory_xact_lock(hashtextextended(:file, 0))")
                        .bind("file", "follow " + name.path() + " " + inode)
                        .mapTo(Boolean.class)
                        .one());
    }

    /** Where the file was read up to; also when the same file was read by a replica that names the machine differently. */
    Optional<Place> find(Name name, String inode) {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "select inode, position from followed_file where host = :host and path = :path")
                        .bind("host", name.host())
                        .bind("path", name.path())
                        .map((row, context) -> place(row))
                        .findOne())
                .or(() -> adopt(name, inode));
    }

    private Optional<Place> adopt(Name name, String inode) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update followed_file set host = :host, boot = :boot
                        where path = :path and inode = :inode and host = (select host from followed_file
                            where path = :path and inode = :inode and boot in ('', :boot)
                            order by updated_at desc limit 1)
                        returning inode, position""")
                .bind("host", name.host())
                .bind("boot", name.boot())
                .bind("path", name.path())
                .bind("inode", inode)
                .map((row, context) -> place(row))
                .findOne());
    }

    void save(Name name, Place place, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into followed_file (host, boot, path, inode, position, updated_at)
                        values (:host, :boot, :path, :inode, :position, :now)
                        on conflict (host, path) do update set boot = excluded.boot, inode = excluded.inode,
                            position = excluded.position, updated_at = excluded.updated_at""")
                .bind("host", name.host())
                .bind("boot", name.boot())
                .bind("path", name.path())
                .bind("inode", place.inode())
                .bind("position", place.position())
                .bind("now", now)
                .execute());
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getString("inode"), row.getLong("position"));
    }
}
