package io.agentaiops.opsscheduler.security;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.procedure.DurationText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * {@code security.access}: what the audit ledger says of the window that is unlike the weeks before. Bursts of refusals (also of
 * callers whom nobody knows, by address), accounts never seen before, known accounts from new addresses, and work at
 * hours when the account never worked. Fails when there is any of it.
 */
@ApplicationScoped
class AccessReview implements CapabilityHandler {

    private final AccessStore store;
    private final Clock clock;

    AccessReview(AccessStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.SECURITY_ACCESS;
    }

    @Override
    public Finding perform(Operation operation) {
        String window = operation.arguments().text("window", "7d");
        Duration length = DurationText.parse(window);
        Instant now = clock.instant();
        Instant from = now.minus(length);
        Instant baseline = from.minus(length.multipliedBy(4));
        List<AccessStore.Burst> bursts = store.bursts(baseline, from, now);
        List<String> strangers = store.strangers(from.minus(Duration.ofDays(90)), from, now);
        List<AccessStore.NewAddress> addresses = store.newAddresses(from.minus(Duration.ofDays(90)), from, now);
        List<AccessStore.OddHour> oddHours = store.oddHours(baseline, from, now, ZoneId.systemDefault());
        Map<String, Object> evidence = Map.of(
                "window",
                window,
                "entries",
                store.entries(from, now),
                "refusalBursts",
                bursts.stream().map(AccessStore.Burst::toMap).toList(),
                "newAccounts",
                strangers,
                "newAddresses",
                addresses.stream().map(AccessStore.NewAddress::toMap).toList(),
                "unusualHours",
                oddHours.stream().map(AccessStore.OddHour::toMap).toList());
        String summary = bursts.size() + " bursts of refusals, " + strangers.size() + " accounts not seen before, "
                + addresses.size() + " accounts from new addresses, " + oddHours.size()
                + " accounts at hours unlike theirs in " + window;
        boolean quiet = bursts.isEmpty() && strangers.isEmpty() && addresses.isEmpty() && oddHours.isEmpty();
        return quiet ? Finding.good(summary, evidence) : Finding.bad(summary, evidence);
    }
}
