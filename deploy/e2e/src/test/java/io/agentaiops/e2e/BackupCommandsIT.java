package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Backups, the ledger and compliance as an operator has them: by the launcher alone. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class BackupCommandsIT {

    private final Stack stack = Stack.get();

    @Test
    void backupIsMadeProvenAndFoundAgain() {
        Cli.Result made = stack.aiops("backup");
        assertThat(made.exitCode()).as(made.output()).isZero();
        assertThat(made.output()).contains("is proven");

        Cli.Result list = stack.aiops("backup", "--list");
        assertThat(list.output()).contains("daily-", "proven");

        Cli.Result scratch = stack.aiops("restore", "--from", "latest", "--at", "scratch");
        assertThat(scratch.exitCode()).as(scratch.output()).isZero();
        assertThat(scratch.output()).contains("is proven", "audit chain whole");
    }

    @Test
    void ledgerIsVerifiedAndExported() {
        Cli.Result verified = stack.aiops("audit", "verify");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verified.output()).contains("Whole: ");

        Cli.Result exported = stack.aiops("audit", "export");
        assertThat(exported.exitCode()).isZero();
        assertThat(exported.output().lines().findFirst().orElseThrow()).contains("\"seq\":1");
    }

    @Test
    void complianceIsShownAndItsEvidenceWritten() throws Exception {
        Cli.Result shown = stack.aiops("compliance");
        assertThat(shown.output()).contains("Score ", "audit-whole");

        Path bundle = Files.createTempDirectory("evidence").resolve("bundle.zip");
        Cli.Result written = stack.aiops("compliance", "bundle", bundle.toString());
        assertThat(written.exitCode()).as(written.output()).isZero();
        assertThat(bundle).isNotEmptyFile();
    }

    @Test
    void restoreOfOnePartBringsItBackAndTheLedgerStaysWhole() throws Exception {
        Path document = stack.documents().resolve("guides/backups.md");
        String text = Files.readString(document);
        Files.writeString(document, text + "\nChanged after the backup.\n");

        Cli.Result restored = stack.aiops("restore", "--from", "latest", "--only", "documents", "--yes");

        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(document).hasContent(text);
        assertThat(document.resolveSibling("backups.md.before-restore")).exists();
        assertThat(restored.output()).contains("erased again: 0 people", "audit chain whole");
        Files.delete(document.resolveSibling("backups.md.before-restore"));
    }
}
