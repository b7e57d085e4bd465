package io.agentaiops.agentgateway.status;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.approval.ApprovalInbox;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerHttp;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import io.agentaiops.agentgateway.session.Sessions;
import io.agentaiops.agentgateway.status.StatusView.Alert;
import io.agentaiops.agentgateway.status.StatusView.AlertCounts;
import io.agentaiops.agentgateway.status.StatusView.Notification;
import io.agentaiops.agentgateway.status.StatusView.ProcedureRun;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Looks around every few seconds, for what no event tells and for what happened before this replica started. */
@ApplicationScoped
class StatusRefresh {

    private static final Logger LOG = Logger.getLogger(StatusRefresh.class);
    private static final String PAGE = "20";

    private final StatusBoard board;
    private final HealthProbe probe;
    private final Sessions sessions;
    private final ApprovalInbox approvals;
    private final PeerHttp http;
    private final ObjectMapper json;
    private final StatusHistory history;
    private boolean pastIsKnown;

    /** So many collaborators, for this is where everything is looked at. */
    StatusRefresh(
            StatusBoard board,
            HealthProbe probe,
            Sessions sessions,
            ApprovalInbox approvals,
            PeerHttp http,
            ObjectMapper json,
            StatusHistory history) {
        this.history = history;
        this.sessions = sessions;
        this.approvals = approvals;
        this.board = board;
        this.probe = probe;
        this.http = http;
        this.json = json;
    }

    @Scheduled(
            every = "${aiops.status.every:5s}",
            identity = "status-refresh",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void refresh() {
        board.looked(probe.services(), probe.engines(), sessions.counts(), approvals.waiting());
        history.keep(board.now().view());
        try {
            lookAtAlerts();
            if (!pastIsKnown) {
                board.before(procedureRuns(), notifications());
                pastIsKnown = true;
            }
        } catch (PeerUnavailable e) {
            LOG.debugf("status is not complete reason=%s", e.reason());
        }
    }

    private void lookAtAlerts() throws PeerUnavailable {
        Optional<JsonNode> found = http.get(
                Peer.ALERT_ROUTER,
                "/api/v1/alerts/urgent",
                Map.of("limit", Integer.toString(StatusBoard.MOST_ALERTS)),
                Caller.GATEWAY);
        if (found.isEmpty()) {
            return;
        }
        List<Alert> listed = new ArrayList<>();
        for (JsonNode alert : found.get().path("items")) {
            listed.add(new Alert(
                    alert.path("fingerprint").asText(),
                    alert.path("state").asText(),
                    texts(alert.path("labels")),
                    texts(alert.path("annotations")),
                    time(alert, "startsAt")));
        }
        board.alerts(
                listed,
                new AlertCounts(
                        found.get().path("firing").asLong(),
                        found.get().path("suppressed").asLong()));
    }

    private List<ProcedureRun> procedureRuns() throws PeerUnavailable {
        List<ProcedureRun> past = new ArrayList<>();
        for (JsonNode run : items(Peer.OPS_SCHEDULER, "/api/v1/operations", Map.of("limit", PAGE))) {
            past.addFirst(new ProcedureRun(
                    run.path("runId").asText(),
                    run.path("procedure").asText(),
                    run.path("title").asText(),
                    run.path("state").asText(),
                    run.path("summary").asText(),
                    time(run, run.hasNonNull("endedAt") ? "endedAt" : "createdAt")));
        }
        return past;
    }

    private List<Notification> notifications() throws PeerUnavailable {
        List<Notification> past = new ArrayList<>();
        for (JsonNode entry : items(Peer.ALERT_ROUTER, "/api/v1/notifications", Map.of("limit", PAGE))) {
            if (entry.hasNonNull("settledAt")) {
                past.addFirst(new Notification(
                        entry.path("id").asText(),
                        entry.path("receiver").asText(),
                        entry.path("channel").asText(),
                        entry.path("state").asText(),
                        entry.path("title").asText(),
                        entry.path("lastError").asText(""),
                        time(entry, "settledAt")));
            }
        }
        return past;
    }

    private JsonNode items(Peer peer, String path, Map<String, String> query) throws PeerUnavailable {
        JsonNode reply = http.get(peer, path, query, Caller.GATEWAY).orElseGet(() -> json.createArrayNode());
        return reply.isArray() ? reply : reply.path("items");
    }

    private Map<String, String> texts(JsonNode object) {
        return object.isObject() ? json.convertValue(object, new TypeReference<Map<String, String>>() {}) : Map.of();
    }

    private static Instant time(JsonNode node, String field) {
        try {
            return Instant.parse(node.path(field).asText());
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
