package io.agentaiops.agentgateway.status;

import io.agentaiops.agentgateway.model.Models;
import io.agentaiops.agentgateway.model.OllamaModel;
import io.agentaiops.agentgateway.model.OllamaState;
import io.agentaiops.agentgateway.session.SessionCounts;
import io.agentaiops.agentgateway.status.StatusView.AgentRun;
import io.agentaiops.agentgateway.status.StatusView.Alert;
import io.agentaiops.agentgateway.status.StatusView.AlertCounts;
import io.agentaiops.agentgateway.status.StatusView.Component;
import io.agentaiops.agentgateway.status.StatusView.Notification;
import io.agentaiops.agentgateway.status.StatusView.Ollama;
import io.agentaiops.agentgateway.status.StatusView.ProcedureRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The live view of this replica: what was heard since it started, and what it looked up. Nothing here is the only copy;
 * every service keeps its own.
 */
@ApplicationScoped
public class StatusBoard {

    private static final int REMEMBERED = 20;
    /** More than a person looks at; what is beyond is counted. */
    static final int MOST_ALERTS = 500;

    private final Models models;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, ProcedureRun> procedureRuns = new LinkedHashMap<>();
    private final Map<String, Notification> notifications = new LinkedHashMap<>();
    private final Map<String, AgentRun> runs = new LinkedHashMap<>();
    private List<Component> services = List.of();
    private List<Component> engines = List.of();
    private SessionCounts sessions = new SessionCounts(0, 0, 0, 0);
    private AlertCounts counts = new AlertCounts(0, 0);
    private long approvals;
    private long version;

    StatusBoard(Models models, Clock clock) {
        this.models = models;
        this.clock = clock;
    }

    /** The board at one moment, with the number of its latest change. */
    record Numbered(long version, StatusView view) {}

    /** An alert changed; one that is resolved leaves the board. */
    public void alert(Alert alert) {
        change(() -> {
            Alert before = alerts.remove(alert.fingerprint());
            counts = counted(counted(counts, before, -1), alert, before == null && isFull() ? 0 : 1);
            if (!alert.state().equals("resolved") && !isFull()) {
                alerts.put(alert.fingerprint(), alert);
            }
        });
    }

    /** A procedure's run went on. */
    public void procedureRun(ProcedureRun run) {
        change(() -> remember(procedureRuns, run.runId(), run));
    }

    /** A notification was settled. */
    public void notification(Notification notification) {
        change(() -> remember(notifications, notification.notificationId(), notification));
    }

    /** A run of the agent ended. */
    public void run(AgentRun run) {
        change(() -> remember(runs, run.runId(), run));
    }

    /** What was found by looking. */
    void looked(List<Component> newServices, List<Component> newEngines, SessionCounts newSessions, long newApprovals) {
        change(() -> {
            approvals = newApprovals;
            sessions = newSessions;
            services = List.copyOf(newServices);
            engines = List.copyOf(newEngines);
        });
    }

    /** The most urgent alerts as alert-router lists them, and how many there are. */
    void alerts(Collection<Alert> listed, AlertCounts all) {
        change(() -> {
            counts = all;
            alerts.clear();
            listed.forEach(alert -> alerts.put(alert.fingerprint(), alert));
        });
    }

    /** In a storm nobody knows here whether an alert is new; the next look counts them. */
    private boolean isFull() {
        return alerts.size() >= MOST_ALERTS;
    }

    private static AlertCounts counted(AlertCounts counts, @Nullable Alert alert, int by) {
        if (alert == null || alert.state().equals("resolved")) {
            return counts;
        }
        return alert.state().equals("suppressed")
                ? new AlertCounts(counts.firing(), counts.suppressed() + by)
                : new AlertCounts(counts.firing() + by, counts.suppressed());
    }

    /** What happened before this replica started, oldest first; what it heard itself is newer and stays. */
    void before(List<ProcedureRun> pastRuns, List<Notification> pastNotifications) {
        change(() -> {
            putBefore(procedureRuns, pastRuns, ProcedureRun::runId);
            putBefore(notifications, pastNotifications, Notification::notificationId);
        });
    }

    private static <T> void putBefore(Map<String, T> items, List<T> past, Function<T, String> id) {
        Map<String, T> heard = new LinkedHashMap<>(items);
        items.clear();
        past.forEach(item -> items.put(id.apply(item), item));
        heard.forEach((key, item) -> remember(items, key, item));
    }

    /** The board as it is. */
    Numbered now() {
        OllamaState ollama = models.state();
        lock.lock();
        try {
            StatusView view = new StatusView(
                    clock.instant(),
                    services,
                    engines,
                    new Ollama(
                            ollama.reachable() ? "up" : "down",
                            ollama.url(),
                            ollama.version(),
                            ollama.reason(),
                            ollama.models().stream().map(OllamaModel::name).toList()),
                    List.copyOf(alerts.values()),
                    counts,
                    newestFirst(procedureRuns),
                    newestFirst(notifications),
                    newestFirst(runs),
                    sessions,
                    approvals);
            return new Numbered(version, view);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the board is newer than that, or for that long. */
    void awaitNewer(long known, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (version <= known && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        // Changes come in bursts: one picture shows them all.
        TimeUnit.MILLISECONDS.sleep(200);
    }

    private void change(Runnable action) {
        lock.lock();
        try {
            action.run();
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static <T> void remember(Map<String, T> items, String id, T item) {
        items.remove(id);
        items.put(id, item);
        if (items.size() > REMEMBERED) {
            items.remove(items.keySet().iterator().next());
        }
    }

    private static <T> List<T> newestFirst(Map<String, T> items) {
        return new ArrayList<>(items.values()).reversed();
    }
}
