package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.opsscheduler.compliance.ControlStore.Standing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at each control when it is due, one replica at a time, and keeps what it saw. A control that held and holds no
 * more is an alert; one that never held is a low score and no alert, for it is news to nobody.
 */
@ApplicationScoped
class ComplianceWatch {

    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(2 * 366L);

    private final ControlCatalog catalog;
    private final ControlStore store;
    private final ControlPublisher publisher;
    private final Audit audit;
    private final Clock clock;
    private volatile Score score = Score.NONE;

    ComplianceWatch(ControlCatalog catalog, ControlStore store, ControlPublisher publisher, Audit audit, Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.publisher = publisher;
        this.audit = audit;
        this.clock = clock;
    }

    void register(@Observes StartupEvent start, MeterRegistry registry) {
        Gauge.builder("aiops.ops.scheduler.compliance.score", this, watch -> watch.score.percent())
                .description("Percent of the controls that hold; NaN before the first look")
                .register(registry);
        for (Verdict.State state : Verdict.State.values()) {
            Gauge.builder("aiops.ops.scheduler.compliance.controls", this, watch -> watch.score.count(state))
                    .tag("state", state.text())
                    .description("Controls by how they stand")
                    .register(registry);
        }
    }

    @Scheduled(every = "60s", delayed = "40s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        for (Control control : catalog.current().controls()) {
            Instant now = clock.instant();
            if (store.claim(control.id(), now, now.minus(control.frequency().looked()), LEASE)) {
                look(control);
            }
        }
        endAlertsOfThoseThatAreGone();
        store.forget(clock.instant().minus(KEPT));
        count();
    }

    /** Nobody will see a control hold again that is no more in the document. */
    private void endAlertsOfThoseThatAreGone() {
        ControlParser.Parsed document = catalog.current();
        if (document.controls().isEmpty() || !document.problems().isEmpty()) {
            return;
        }
        Set<String> known = document.controls().stream().map(Control::id).collect(Collectors.toSet());
        store.standings().forEach((control, standing) -> {
            Instant since = standing.alertSince();
            if (since != null && !known.contains(control)) {
                QuarkusTransaction.requiringNew().run(() -> {
                    store.alerting(control, null);
                    publisher.broken(control, control, "It is no more in the document", since, clock.instant());
                });
            }
        });
    }

    /** Looks at all of them now, whoever else is at it: the later look counts. */
    Score lookAtAll() {
        for (Control control : catalog.current().controls()) {
            store.know(control.id());
            look(control);
        }
        return count();
    }

    /** How the controls of the document stand by what was last seen. */
    Score count() {
        score = Score.of(catalog.current().controls(), store.standings());
        return score;
    }

    private void look(Control control) {
        Instant begun = clock.instant();
        Optional<Standing> before = Optional.ofNullable(store.standings().get(control.id()));
        Verdict verdict = catalog.look(control);
        QuarkusTransaction.requiringNew().run(() -> {
            Instant seen = clock.instant();
            if (store.looked(control.id(), verdict, begun, seen)) {
                before.ifPresent(standing -> tell(control, standing, verdict, seen));
            }
        });
    }

    private void tell(Control control, Standing before, Verdict verdict, Instant now) {
        Verdict.State was = before.verdict().state();
        Verdict.State is = verdict.state();
        Instant alertSince = before.alertSince();
        if (was == Verdict.State.PASSED && is == Verdict.State.FAILED) {
            store.alerting(control.id(), now);
            publisher.broken(control.id(), control.title(), verdict.detail(), now, null);
        } else if (is == Verdict.State.PASSED && alertSince != null) {
            store.alerting(control.id(), null);
            publisher.broken(control.id(), control.title(), verdict.detail(), alertSince, now);
        }
        if (was != is) {
            audit.record(
                    "ops-scheduler",
                    "compliance.change",
                    control.id(),
                    is.text(),
                    Map.of("before", was.text(), "detail", verdict.detail()));
        }
    }
}
