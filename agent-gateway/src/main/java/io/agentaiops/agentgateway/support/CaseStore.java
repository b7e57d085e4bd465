package io.agentaiops.agentgateway.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The tables of cases and their stages. What people wrote is encrypted. */
@ApplicationScoped
class CaseStore {

    private record StageText(String text, Map<String, Object> facts) {}

    private final Jdbi jdbi;
    private final ConversationCipher cipher;
    private final ObjectMapper json;

    CaseStore(Jdbi jdbi, ConversationCipher cipher, ObjectMapper json) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.json = json;
    }

    void insert(SupportCase one) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into support_case (id, principal, roles, kind, state, content, run_id, opened_at, changed_at)
                        values (:id, :principal, :roles, :kind, :state, :content, :runId, :openedAt, :openedAt)
                        """)
                .bind("id", one.id())
                .bind("principal", one.reporter().principal())
                .bindArray("roles", String.class, one.reporter().roles().toArray())
                .bind("kind", one.kind())
                .bind("state", one.state().label())
                .bind("content", cipher.seal(write(one.text()), one.id()))
                .bind("runId", one.runId())
                .bind("openedAt", one.openedAt())
                .execute());
    }

    /** The case, locked until the transaction ends. */
    Optional<SupportCase> lock(String id) {
        return one("select * from support_case where id = :value for update", id);
    }

    Optional<SupportCase> find(String id) {
        return one("select * from support_case where id = :value", id);
    }

    Optional<SupportCase> byReproduction(String runId) {
        return one("select * from support_case where repro_run_id = :value for update", runId);
    }

    Optional<SupportCase> byDocument(String documentId) {
        return one("select * from support_case where document_id = :value for update", documentId);
    }

    private Optional<SupportCase> one(String sql, String value) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("value", value)
                .map((row, context) -> supportCase(row))
                .findOne());
    }

    /** Cases before the one of that id, newest first; only somebody's when a principal is given. */
    List<SupportCase> before(String id, @Nullable String principal, SupportCase.@Nullable State state, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from support_case
                        where id < :id and (cast(:principal as text) is null or principal = :principal)
                            and (cast(:state as text) is null or state = :state)
                        order by id desc limit :limit
                        """)
                .bind("id", id)
                .bind("principal", principal)
                .bind("state", state == null ? null : state.label())
                .bind("limit", limit)
                .map((row, context) -> supportCase(row))
                .list());
    }

    void update(SupportCase one, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update support_case set state = :state, content = :content, document_id = :documentId,
                            approved_by = :approvedBy, changed_at = :now
                        where id = :id
                        """)
                .bind("state", one.state().label())
                .bind("content", cipher.seal(write(one.text()), one.id()))
                .bind("documentId", one.documentId())
                .bind("approvedBy", one.approvedBy())
                .bind("now", now)
                .bind("id", one.id())
                .execute());
    }

    void investigated(String id, @Nullable String reproRunId) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        update support_case set investigated = true, repro_run_id = :run, claimed_until = null
                        where id = :id
                        """).bind("run", reproRunId).bind("id", id).execute());
    }

    /** Takes some cases that wait for the gateway: to be looked into, or to be published. */
    List<SupportCase> claim(Instant now, Instant until, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update support_case set claimed_until = :until where id in (
                            select id from support_case
                            where (state = 'publishing' or not investigated)
                                and (claimed_until is null or claimed_until < :now)
                            order by changed_at limit :limit for update skip locked)
                        returning *
                        """)
                .bind("now", now)
                .bind("until", until)
                .bind("limit", limit)
                .map((row, context) -> supportCase(row))
                .list());
    }

    boolean isInvestigated(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select investigated from support_case where id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(true));
    }

    void add(String caseId, CaseStage stage) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into case_stage (id, case_id, stage, outcome, principal, content, at)
                        values (:id, :caseId, :stage, :outcome, :by, :content, :at)
                        """)
                .bind("id", Ids.next())
                .bind("caseId", caseId)
                .bind("stage", stage.stage().label())
                .bind("outcome", stage.outcome())
                .bind("by", stage.by())
                .bind("content", cipher.seal(write(new StageText(stage.text(), stage.facts())), caseId))
                .bind("at", stage.at())
                .execute());
    }

    /** What was done about the case, in its order. */
    List<CaseStage> stages(String caseId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from case_stage where case_id = :id order by at, id")
                        .bind("id", caseId)
                        .map((row, context) -> stage(row, caseId))
                        .list());
    }

    private CaseStage stage(ResultSet row, String caseId) throws SQLException {
        StageText text = read(cipher.open(row.getBytes("content"), caseId), StageText.class);
        return new CaseStage(
                CaseStage.Stage.of(row.getString("stage")),
                row.getString("outcome"),
                row.getString("principal"),
                text.text(),
                text.facts(),
                instant(row, "at"));
    }

    private SupportCase supportCase(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new SupportCase(
                id,
                new Caller(row.getString("principal"), Set.of((String[])
                        row.getArray("roles").getArray())),
                row.getString("kind"),
                SupportCase.State.of(row.getString("state")),
                read(cipher.open(row.getBytes("content"), id), SupportCase.Text.class),
                row.getString("run_id"),
                row.getString("repro_run_id"),
                row.getString("document_id"),
                row.getString("approved_by"),
                instant(row, "opened_at"),
                instant(row, "changed_at"));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored case is not readable", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
