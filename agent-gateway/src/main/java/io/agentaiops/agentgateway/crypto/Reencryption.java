package io.agentaiops.agentgateway.crypto;

import io.agentaiops.eventbus.Audit;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Brings what is stored under the newest key, in small transactions, so that older keys can be dropped from the key
 * file. Does nothing while the file holds one key: then everything is under it.
 */
@ApplicationScoped
class Reencryption {

    private static final Logger LOG = Logger.getLogger(Reencryption.class);
    private static final int AT_ONCE = 200;

    private final ConversationCipher cipher;
    private final SealedColumns columns;
    private final Audit audit;
    private final MeterRegistry registry;

    Reencryption(ConversationCipher cipher, SealedColumns columns, Audit audit, MeterRegistry registry) {
        this.cipher = cipher;
        this.columns = columns;
        this.audit = audit;
        this.registry = registry;
    }

    /** How many stored values lie under which version of the key. */
    Map<Integer, Long> inUse() {
        Map<Integer, Long> inUse = new TreeMap<>();
        columns.all()
                .forEach(
                        column -> columns.versions(column).forEach((version, n) -> inUse.merge(version, n, Long::sum)));
        return inUse;
    }

    @Scheduled(
            every = "1m",
            delayed = "20s",
            identity = "conversation-keys",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void keepUp() {
        try {
            cipher.refresh();
        } catch (IllegalStateException e) {
            LOG.errorf("conversation key file not taken over, the old keys stay in use: %s", e.getMessage());
        }
        if (cipher.versions().present().size() > 1) {
            run();
        }
    }

    /** Encrypts anew all that is not under the newest key; says how many values that were. */
    int run() {
        byte current = cipher.versions().current();
        int all = 0;
        for (SealedColumn column : columns.all()) {
            int done;
            do {
                done = QuarkusTransaction.requiringNew().call(() -> columns.reseal(column, current, AT_ONCE));
                all += done;
            } while (done == AT_ONCE);
        }
        if (all > 0) {
            tell(current, all);
        }
        return all;
    }

    private void tell(byte current, int values) {
        registry.counter("aiops.agent-gateway.conversation.reencrypted").increment(values);
        LOG.infof("stored conversations encrypted anew keyVersion=%d values=%d", (int) current, values);
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        "agent-gateway",
                        "conversation-key.re-encrypt",
                        "version " + current,
                        "succeeded",
                        Map.of("values", Integer.toString(values))));
    }
}
