package io.agentaiops.opsscheduler.history;

import io.agentaiops.opsscheduler.retention.KeptElsewhere;
import io.agentaiops.opsscheduler.retention.Purge;
import io.agentaiops.opsscheduler.retention.RetentionStanding;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/**
 * Sees to it that the history has room for this month and the next two before the first run begins, and lets go of months
 * beyond their term. While anything is under a legal hold, none goes: a run may be evidence in any case.
 */
@ApplicationScoped
class HistoryKeeper implements KeptElsewhere {

    private static final Logger LOG = Logger.getLogger(HistoryKeeper.class);
    private static final int AHEAD = 2;
    private static final int BEFORE_ANY_RUN = 10;

    private final HistoryMonths months;
    private final HistoryConfig config;
    private final RetentionStanding retention;
    private final Purge purge;
    private final Clock clock;

    HistoryKeeper(HistoryMonths months, HistoryConfig config, RetentionStanding retention, Purge purge, Clock clock) {
        this.months = months;
        this.config = config;
        this.retention = retention;
        this.purge = purge;
        this.clock = clock;
    }

    void start(@Observes @Priority(BEFORE_ANY_RUN) StartupEvent event) {
        open();
    }

    @Scheduled(every = "6h", delayed = "1h", identity = "history-months")
    @RunOnVirtualThread
    void keep() {
        open();
        try {
            beyondTerm(today()).forEach(this::drop);
        } catch (JdbiException e) {
            LOG.warnf(e, "old months of the history not dropped, tried again in six hours");
        }
    }

    private void open() {
        try {
            for (int i = 0; i <= AHEAD; i++) {
                months.open(YearMonth.from(today()).plusMonths(i));
            }
        } catch (JdbiException e) {
            // Two months ahead there is time to try again; till then the partition for the rest takes what comes.
            LOG.warnf(e, "no room made for the coming months");
        }
    }

    /** Months of which even the last day is beyond its term, unless something is held. */
    List<YearMonth> beyondTerm(LocalDate today) {
        return retention.holds().isEmpty() ? months.before(YearMonth.from(today.minus(config.keep()))) : List.of();
    }

    @Override
    public List<String> overdue(LocalDate day) {
        return beyondTerm(day).stream().map(month -> "runs of " + month).toList();
    }

    /** Lets go of a month, if no other replica has; a certificate says so, and how many runs it held. */
    void drop(YearMonth month) {
        QuarkusTransaction.requiringNew()
                .run(() -> months.drop(month).ifPresent(runs -> {
                    purge.certifyRuns(month, runs);
                    LOG.infof("a month of the history is gone month=%s runs=%d", month, runs);
                }));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
