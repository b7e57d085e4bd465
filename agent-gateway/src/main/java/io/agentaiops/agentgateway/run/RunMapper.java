package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.agentgateway.crypto.UnreadableText;
import io.agentaiops.agentgateway.evidence.Evidence;
import io.agentaiops.agentgateway.evidence.Finding;
import io.agentaiops.agentgateway.peer.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Between a run and its row. Of a run that has ended, a text that cannot be decrypted any more is told as such. */
@ApplicationScoped
public class RunMapper implements RowMapper<Run> {

    /** Of runs stored before limits were. */
    private static final Limits EARLIER =
            new Limits(12, 12, 1_000_000, Duration.ofMinutes(3).toSeconds());

    private static final String UNREADABLE = "(this text cannot be decrypted any more)";

    private final ConversationCipher cipher;
    private final ObjectMapper json;

    RunMapper(ConversationCipher cipher, ObjectMapper json) {
        this.cipher = cipher;
        this.json = json;
    }

    @Override
    public Run map(ResultSet row, StatementContext context) throws SQLException {
        String id = row.getString("id");
        String mode = row.getString("mode");
        String limits = row.getString("limits");
        boolean ended = row.getObject("ended_at") != null;
        String[] roles = (String[]) row.getArray("roles").getArray();
        return new Run(
                id,
                row.getString("session_id"),
                new Caller(row.getString("principal"), Set.of(roles)),
                AnswerMode.of(row.getString("asked_mode")),
                row.getString("asked_model"),
                ended ? told(row.getBytes("question"), id) : cipher.open(row.getBytes("question"), id),
                RunState.of(row.getString("state")),
                row.getString("reason"),
                mode == null ? null : AnswerMode.of(mode),
                row.getString("model"),
                toldOrNull(row.getBytes("answer"), id),
                read(row.getString("citations"), new TypeReference<List<Citation>>() {}),
                evidence(row, id),
                read(row.getString("usage"), new TypeReference<Usage>() {}),
                limits == null ? EARLIER : read(limits, new TypeReference<Limits>() {}),
                open(row.getBytes("notes"), id),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getObject("deadline", OffsetDateTime.class).toInstant(),
                row.getLong("wakes"));
    }

    byte[] seal(String text, String id) {
        return cipher.seal(text, id);
    }

    byte @Nullable [] sealOrNull(@Nullable String text, String id) {
        return text == null ? null : cipher.seal(text, id);
    }

    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Evidence evidence(ResultSet row, String id) throws SQLException {
        String sentences = toldOrNull(row.getBytes("evidence"), id);
        return sentences == null || sentences.equals(UNREADABLE)
                ? Evidence.NONE
                : new Evidence(
                        read(sentences, new TypeReference<List<Finding>>() {}), row.getInt("fabricated_citations"));
    }

    private String told(byte[] sealed, String id) {
        try {
            return cipher.open(sealed, id);
        } catch (UnreadableText e) {
            return UNREADABLE;
        }
    }

    private @Nullable String toldOrNull(byte @Nullable [] sealed, String id) {
        return sealed == null ? null : told(sealed, id);
    }

    private @Nullable String open(byte @Nullable [] sealed, String id) {
        return sealed == null ? null : cipher.open(sealed, id);
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored run is not readable", e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
