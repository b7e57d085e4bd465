package io.agentaiops.opsscheduler.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything happens in one transaction that is rolled back: the ledger of the other tests stays whole. */
@QuarkusTest
class AuditHeadIT {

    private static final LocalDate DAY = LocalDate.parse("2001-01-01");

    private final AuditLedger ledger;
    private final AuditStore store;
    private final AuditHeadStore heads;
    private final AuditVerifier verifier;
    private final LedgerSigner signer;
    private final Jdbi jdbi;

    AuditHeadIT(
            AuditLedger ledger,
            AuditStore store,
            AuditHeadStore heads,
            AuditVerifier verifier,
            LedgerSigner signer,
            Jdbi jdbi) {
        this.ledger = ledger;
        this.store = store;
        this.heads = heads;
        this.verifier = verifier;
        this.signer = signer;
        this.jdbi = jdbi;
    }

    @BeforeEach
    void begin() {
        QuarkusTransaction.begin();
        append();
        append();
    }

    @AfterEach
    void undo() {
        QuarkusTransaction.rollback();
    }

    @Test
    void signedHeadLiesOnTheChain() {
        sign();
        append();

        assertThat(verifier.verify().intact()).isTrue();
        assertThat(verifier.verify().signedHeads()).isPositive();
    }

    @Test
    void entryThatWasComputedAnewDoesNotFitTheSignedHead() {
        sign();
        AuditEntry last = store.last().orElseThrow();
        AuditEntry forged = new AuditEntry(
                        last.seq(),
                        last.eventId(),
                        last.source(),
                        "mallory",
                        last.action(),
                        last.resource(),
                        last.outcome(),
                        last.details(),
                        last.at(),
                        last.previousHash(),
                        "")
                .sealed();
        tamper("update audit_entry set actor = 'mallory', hash = '" + forged.hash() + "' where seq = " + last.seq());

        assertThat(verifier.verify().brokenAt()).isEqualTo(last.seq());
        assertThat(verifier.verify().reason()).contains("signed on 2001-01-01");
    }

    @Test
    void endThatWasCutOffIsMissed() {
        sign();
        long last = store.last().orElseThrow().seq();
        tamper("delete from audit_entry where seq = " + last);

        assertThat(verifier.verify().brokenAt()).isEqualTo(last);
        assertThat(verifier.verify().reason()).contains("the ledger ends here");
    }

    @Test
    void headThatSomebodyElseSignedIsFound() {
        AuditEntry last = store.last().orElseThrow();
        heads.add(new AuditHead(DAY, last.seq(), last.hash(), Instant.now(), signer.sign("something else")));

        assertThat(verifier.verify().reason()).contains("does not carry our signature");
    }

    private void sign() {
        AuditEntry last = store.last().orElseThrow();
        heads.add(new AuditHead(
                DAY,
                last.seq(),
                last.hash(),
                Instant.now(),
                signer.sign(AuditHead.signedText(DAY, last.seq(), last.hash()))));
    }

    private void append() {
        ledger.append(new AuditLedger.Fact(
                Ids.next(), "/aiops/a-test", "ada", "tool.execute", "terminal", "allowed", Map.of(), Instant.now()));
    }

    private void tamper(String sql) {
        jdbi.useHandle(handle -> {
            handle.execute("alter table audit_entry disable trigger audit_entry_append_only");
            handle.execute(sql);
        });
    }
}
