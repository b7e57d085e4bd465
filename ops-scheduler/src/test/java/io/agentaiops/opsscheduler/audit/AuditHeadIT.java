package io.agentaiops.opsscheduler.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything happens in one transaction that is rolled back: the ledger of the other tests stays whole. */
@QuarkusTest
class AuditHeadIT {

    private static final LocalDate DAY = LocalDate.parse("2001-01-01");

    private final AuditLedger ledger;
    private final AuditStore store;
    private final AuditHeadStore heads;
    private final AuditVerifier verifier;
    private final LedgerSigner signer;
    private final Audit audit;
    private final Jdbi jdbi;

    AuditHeadIT(
            AuditLedger ledger,
            AuditStore store,
            AuditHeadStore heads,
            AuditVerifier verifier,
            LedgerSigner signer,
            Audit audit,
            Jdbi jdbi) {
        this.audit = audit;
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

    @Test
    void purgeThatNobodyOfUsCertifiedIsFound() {
        AuditEntry last = store.last().orElseThrow();
        long cut = last.seq() - 1;
        String hash = last.previousHash();
        tamper("delete from audit_entry where seq <= " + cut);
        tamper("insert into purge_certificate (id, class, range_from, range_to, count, last_seq, last_hash, purged_at,"
                + " signature) values ('audit-forged', 'audit', '1', '" + cut + "', " + cut + ", " + cut + ", '" + hash
                + "', now(), 'bm8gc2lnbmF0dXJl')");

        AuditVerifier.Verification found = verifier.verify();

        assertThat(found.intact()).isFalse();
        assertThat(found.reason()).contains("audit-forged", "does not carry our signature");
    }

    @Test
    void ourOwnCertificateForAnotherEntryIsNoProof() {
        AuditEntry last = store.last().orElseThrow();
        long cut = last.seq() - 1;
        Instant at = Instant.parse("2020-01-01T00:00:00Z");
        String signature = signer.sign(
                PurgeSeal.text("audit-1-1", "audit", "1", Long.toString(cut + 1), 1, last.previousHash(), at));
        tamper("insert into purge_certificate (id, class, range_from, range_to, count, last_seq, last_hash, purged_at,"
                + " signature) values ('audit-1-1', 'audit', '1', '1', 1, " + cut + ", '" + last.previousHash() + "', '"
                + at + "', '" + signature + "')");

        assertThat(verifier.verify().reason()).contains("audit-1-1");
    }

    @Test
    void chainThatWasComputedAnewWithoutItsHeadsDoesNotFitThePublishedOnes(@TempDir Path folder) throws IOException {
        PublishedHeads published = new PublishedHeads(Optional.of(folder));
        AuditVerifier withFiles = new AuditVerifier(store, heads, published, signer);
        AuditEntry last = store.last().orElseThrow();
        published.publish(head(last));
        assertThat(withFiles.verify().intact()).isTrue();

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
        tamper("delete from audit_head");

        assertThat(verifier.verify().intact()).as("without the files").isTrue();
        assertThat(withFiles.verify().brokenAt()).isEqualTo(last.seq());
        assertThat(withFiles.verify().reason()).contains("signed on " + DAY);
    }

    @Test
    void publishedHeadIsNeverOverwritten(@TempDir Path folder) throws IOException {
        PublishedHeads published = new PublishedHeads(Optional.of(folder));
        AuditHead first = head(store.last().orElseThrow());
        published.publish(first);
        published.publish(first);
        append();
        AuditHead second = head(store.last().orElseThrow());
        published.publish(second);
        published.publish(second);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(DAY + ".txt", DAY + "-2.txt");
        }
        assertThat(published.heads()).extracting(AuditHead::seq).containsExactlyInAnyOrder(first.seq(), second.seq());
    }

    @Test
    void headsOfWhatARestoreLostAreSetAsideUnderOurSignatureAndNoOther(@TempDir Path folder) throws IOException {
        PublishedHeads published = new PublishedHeads(Optional.of(folder));
        AuditVerifier withFiles = new AuditVerifier(store, heads, published, signer);
        AuditEntry last = store.last().orElseThrow();
        published.publish(head(last));
        tamper("delete from audit_entry where seq = " + last.seq());
        assertThat(withFiles.verify().reason()).contains("the ledger ends here");
        Files.writeString(
                folder.resolve("set-aside-2001.txt"),
                "agent-aiops audit heads set aside\nnow\nby mallory\n" + PublishedHeads.line(head(last))
                        + "\nbm8gc2lnbmF0dXJl\n");
        assertThat(withFiles.verify().intact()).as("signed by nobody of us").isFalse();

        AuditHeads accepting = new AuditHeads(store, heads, signer, audit, Clock.systemUTC(), published);
        assertThat(accepting.acceptRestore("restored from daily-1", "root"))
                .containsExactly(PublishedHeads.line(head(last)));

        assertThat(withFiles.verify().intact()).isTrue();
        assertThat(withFiles.verify().setAside()).isEqualTo(1);
        assertThat(accepting.acceptRestore("again", "root")).isEmpty();
    }

    private AuditHead head(AuditEntry entry) {
        return new AuditHead(
                DAY,
                entry.seq(),
                entry.hash(),
                Instant.now(),
                signer.sign(AuditHead.signedText(DAY, entry.seq(), entry.hash())));
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
