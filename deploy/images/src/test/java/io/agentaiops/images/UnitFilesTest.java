package io.agentaiops.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units for plain hosts, judged by systemd where it is installed. */
class UnitFilesTest {

    private static final Path FOLDER = Path.of("../systemd").toAbsolutePath().normalize();
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
    private static final Pattern LOADED = Pattern.compile("(?m)^LoadCredential=([^:]+):");
    private static final Pattern USED = Pattern.compile("%d/([a-z.-]+)");

    @ParameterizedTest
    @ValueSource(strings = {"agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router"})
    void systemdUnderstandsEveryLine(String service) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(ANALYZE));
        ProcessBuilder builder = new ProcessBuilder(
                        ANALYZE.toString(), "verify", "--man=no", "agent-aiops@" + service + ".service")
                .redirectErrorStream(true);
        builder.environment().put("SYSTEMD_UNIT_PATH", FOLDER + ":");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        // The program is not installed here.
        assertThat(said.lines().filter(line -> line.contains(FOLDER.toString())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router"})
    void everyKeyThatIsNamedIsHandedOver(String service) throws IOException {
        String text = Files.readString(FOLDER.resolve("agent-aiops@.service"));
        try (var dropIns = Files.list(FOLDER.resolve("agent-aiops@" + service + ".service.d"))) {
            for (Path dropIn : dropIns.toList()) {
                text += Files.readString(dropIn);
            }
        }
        assertThat(found(LOADED, text)).isEqualTo(found(USED, text));
    }

    @Test
    void targetWantsAllFive() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("agent-aiops.target")))
                .contains(List.of("agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router"));
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }
}
