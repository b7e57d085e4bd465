package io.agentaiops.agentgateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.operation.Arguments;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keys near their end are followed by others, on the real table. */
@QuarkusTest
class KeyRotationIT {

    private final ApiKeys keys;
    private final ApiKeyStore store;
    private final Clock clock;

    KeyRotationIT(ApiKeys keys, ApiKeyStore store, Clock clock) {
        this.keys = keys;
        this.store = store;
        this.clock = clock;
    }

    @Test
    void keyThatEndsSoonHasASuccessorInTheHandoverFolderAndBothAreGood() throws IOException {
        Path folder = Files.createTempDirectory("handover").resolve("new-keys");
        ApiKeys.NewKey ending = key(Duration.ofDays(3));
        ApiKeys.NewKey later = key(Duration.ofDays(60));

        Finding finding = rotation(Optional.of(folder.toString())).perform(operation());

        assertThat(finding.outcome()).as(finding.summary()).isEqualTo(Outcome.SUCCEEDED);
        Path file = folder.resolve(ending.key().id() + ".key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve(later.key().id() + ".key")).doesNotExist();
        String secret = Files.readString(file).strip();
        ApiKey successor = keys.verify(secret).orElseThrow();
        assertThat(successor.replaces()).isEqualTo(ending.key().id());
        assertThat(successor.role()).isEqualTo(ending.key().role());
        assertThat(successor.expiresAt()).isAfter(clock.instant().plus(Duration.ofDays(2)));
        assertThat(keys.verify(ending.secret()))
                .as("the old one lives until its end")
                .isPresent();
        assertThat(finding.evidence().toString())
                .contains(ending.key().id())
                .contains(successor.id())
                .doesNotContain(secret)
                .doesNotContain("ada");

        rotation(Optional.of(folder.toString())).perform(operation());
        assertThat(Files.readString(file).strip()).as("rotated once").isEqualTo(secret);
    }

    @Test
    void withoutAFolderNothingIsRotatedAndTheStepSaysSo() {
        ApiKeys.NewKey ending = key(Duration.ofDays(3));

        Finding finding = rotation(Optional.empty()).perform(operation());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.summary()).contains("AIOPS_KEY_HANDOVER_DIR");
        assertThat(finding.evidence().toString()).contains(ending.key().id());
        keys.revoke(ending.key().id(), "test");
    }

    @Test
    void folderThatCannotBeWrittenLeavesTheKeyAsItWas() throws IOException {
        Path file = Files.createTempFile("not-a-folder", "");
        ApiKeys.NewKey ending = key(Duration.ofDays(3));
        Instant end = ending.key().expiresAt();

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> rotation(Optional.of(file.toString())).perform(operation()))
                .hasMessageContaining("cannot be put into");

        assertThat(keys.verify(ending.secret()).orElseThrow().expiresAt()).isEqualTo(end);
        keys.revoke(ending.key().id(), "test");
    }

    private KeyRotation rotation(Optional<String> folder) {
        return new KeyRotation(keys, store, folder, clock);
    }

    private ApiKeys.NewKey key(Duration life) {
        Instant end = clock.instant().plus(life).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        return keys.create(new ApiKeys.Wanted("ada's laptop", "ada", Role.VIEWER, List.of(), null, end), "test");
    }

    private Operation operation() {
        return new Operation(
                Ids.next(),
                Ids.next(),
                Capability.KEYS_ROTATE,
                new Arguments(Map.of("notice", "14d")),
                "scheduler",
                clock.instant().plusSeconds(60));
    }
}
