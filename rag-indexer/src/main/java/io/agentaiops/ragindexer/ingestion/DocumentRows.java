package io.agentaiops.ragindexer.ingestion;

import static java.util.Objects.requireNonNull;

import io.agentaiops.ragindexer.ingestion.KnownDocument.Readers;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the document table as what they mean. */
final class DocumentRows {

    private DocumentRows() {}

    static DueDocument due(ResultSet rows) throws SQLException {
        return DocumentState.ofColumn(rows.getString("state")) == DocumentState.REMOVING
                ? new DueDocument.ToRemove(rows.getString("document_id"), time(rows, "changed_at"))
                : toIndex(rows);
    }

    static DueDocument.ToIndex toIndex(ResultSet rows) throws SQLException {
        return new DueDocument.ToIndex(
                rows.getString("document_id"),
                rows.getString("content_hash"),
                DocumentFormat.valueOf(rows.getString("format")),
                rows.getString("given_title"),
                texts(rows.getArray("given_tags")),
                texts(rows.getArray("given_audience")),
                requireNonNull(rows.getString("content"), "content"),
                time(rows, "changed_at"));
    }

    static KnownDocument known(ResultSet rows) throws SQLException {
        String id = rows.getString("document_id");
        String reason = rows.getString("error_reason");
        Readers readers = readers(rows);
        return new KnownDocument(
                id,
                Origin.valueOf(rows.getString("origin")),
                DocumentFormat.valueOf(rows.getString("format")).mediaType(),
                rows.getString("title"),
                rows.getString("kind"),
                rows.getString("owner"),
                rows.getString("procedure_id"),
                rows.getObject("review_by", LocalDate.class),
                texts(rows.getArray("tags")),
                readers.named(),
                readers,
                DocumentState.ofColumn(rows.getString("state")),
                reason == null
                        ? null
                        : new KnownDocument.DocumentError(
                                id, rows.getInt("error_line"), reason, optionalTime(rows, "retry_at")),
                rows.getInt("chunks"),
                rows.getString("content_hash"),
                time(rows, "changed_at"),
                optionalTime(rows, "indexed_at"));
    }

    static Backlog backlog(ResultSet rows) throws SQLException {
        return new Backlog(
                rows.getInt("documents"),
                rows.getInt("indexed"),
                rows.getInt("pending"),
                rows.getInt("failed"),
                rows.getInt("chunks"),
                optionalTime(rows, "oldest"),
                optionalTime(rows, "newest"),
                optionalTime(rows, "changed"));
    }

    private static Readers readers(ResultSet rows) throws SQLException {
        Array newest = rows.getArray("newest_audience");
        return new Readers(texts(rows.getArray("audience")), newest == null ? null : texts(newest));
    }

    private static Instant time(ResultSet rows, String column) throws SQLException {
        return requireNonNull(optionalTime(rows, column), column);
    }

    private static @Nullable Instant optionalTime(ResultSet rows, String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
