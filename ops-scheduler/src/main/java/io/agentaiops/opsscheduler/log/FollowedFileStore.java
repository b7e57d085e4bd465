package io.agentaiops.opsscheduler.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** How far followed files have been read, in PostgreSQL. */
@ApplicationScoped
class FollowedFileStore {

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

    Optional<Place> find(String path) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select inode, position from followed_file where path = :path")
                        .bind("path", path)
                        .map((row, context) -> new Place(row.getString("inode"), row.getLong("position")))
                        .findOne());
    }

    void save(String path, Place place, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into followed_file (path, inode, position, updated_at)
                        values (:path, :inode, :position, :now)
                        on conflict (path) do update set inode = excluded.inode, position = excluded.position,
                            updated_at = excluded.updated_at""")
                .bind("path", path)
                .bind("inode", place.inode())
                .bind("position", place.position())
                .bind("now", now)
                .execute());
    }
}
