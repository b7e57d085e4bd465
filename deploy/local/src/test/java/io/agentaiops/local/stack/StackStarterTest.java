package io.agentaiops.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.local.process.Account;
import io.agentaiops.local.process.Launch;
import io.agentaiops.local.process.LogTail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts shell scripts in place of engines and services: what is tested is the order and the cleaning up. */
class StackStarterTest {

    @TempDir
    private Path folder = Path.of("");

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private Stack stack = Stack.of(Path.of(""), 0, Map.of());

    @BeforeEach
    void layOut() {
        stack = Stack.of(folder, 0, Map.of("AIOPS_HOME", folder.resolve("home").toString()));
        stack.home().create();
    }

    @AfterEach
    void leaveNothing() {
        new StackStopper(stack, new Told()).stopAll();
    }

    @Test
    void componentIsStartedAfterWhatItNeeds() {
        up(new Script("web", List.of("engine"), "echo up; sleep 60", "v1"), new Script("engine"));

        assertThat(stack.states().running()).extracting(RunState::name).containsExactly("engine", "web");
    }

    @Test
    void secondStartLeavesAloneWhatRuns() {
        up(new Script("engine"));
        long pid = stack.states().running().getFirst().pid();

        up(new Script("engine"));

        assertThat(stack.states().running()).extracting(RunState::pid).containsExactly(pid);
        assertThat(told).contains("engine runs already");
    }

    @Test
    void rebuiltComponentIsRestarted() {
        up(new Script("engine"), new Script("web", List.of("engine"), "echo up; sleep 60", "v1"));
        RunState engine = stack.states().running("engine").orElseThrow();
        RunState web = stack.states().running("web").orElseThrow();

        up(new Script("engine"), new Script("web", List.of("engine"), "echo up; sleep 60", "v2"));

        assertThat(stack.states().running("engine").orElseThrow().pid()).isEqualTo(engine.pid());
        assertThat(stack.states().running("web").orElseThrow().pid()).isNotEqualTo(web.pid());
    }

    @Test
    void componentIsStartedOnWhatRunsAlreadyAndNotWithoutIt() {
        up(new Script("engine"));

        up(new Script("web", List.of("engine"), "echo up; sleep 60", "v1"));

        assertThat(stack.states().running("web")).isPresent();
        assertThatThrownBy(() -> up(new Script("page", List.of("search"), "echo up; sleep 60", "v1")))
                .hasMessageContaining("page needs search, which does not run");
    }

    @Test
    void failureIsToldWithTheEndOfTheLogAndLeavesNothingRunning() throws Exception {
        for (String name : List.of("engine", "web")) {
            Files.createDirectories(stack.home().folder().resolve("cds").resolve(name));
            Files.writeString(stack.home().classData(name), "classes");
        }
        assertThatThrownBy(() -> up(
                        new Script("engine"), new Script("web", List.of("engine"), "echo no disk left; exit 1", "v1")))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("web ended while it was starting")
                .hasMessageContaining("no disk left");

        assertThat(stack.states().all()).isEmpty();
        assertThat(told).contains("engine stopped");
        assertThat(stack.home().classData("web")).doesNotExist();
        assertThat(stack.home().classData("engine")).exists();
    }

    @Test
    void failedStartLeavesAloneWhatRanBefore() {
        up(new Script("engine"));

        assertThatThrownBy(() -> up(new Script("engine"), new Script("web", List.of("engine"), "exit 1", "v1")))
                .isInstanceOf(StackFailure.class);

        assertThat(stack.states().running()).extracting(RunState::name).containsExactly("engine");
    }

    @Test
    void downStopsServicesBeforeEngines() {
        up(new Script("kafka"), new Script("web", List.of("kafka"), "echo up; sleep 60", "v1"));
        told.clear();

        List<String> killed = new StackStopper(stack, new Told()).stopAll();

        assertThat(killed).isEmpty();
        assertThat(told).containsExactly("web stopped", "kafka stopped");
        assertThat(stack.states().all()).isEmpty();
    }

    @Test
    void recordOfAnotherProcessWithTheSamePidStopsNothing() {
        up(new Script("engine"));
        RunState state = stack.states().running("engine").orElseThrow();
        stack.states()
                .save(new RunState("stranger", state.pid(), 1, state.stopSignal(), 1, 9, "", state.startedAt(), 0));

        new StackStopper(stack, new Told()).stop(List.of(stack.states().all().getLast()));

        assertThat(state.process().isAlive()).isTrue();
    }

    @Test
    void recordThatCannotBeReadRecordsNothing() throws Exception {
        Files.writeString(stack.home().run().resolve("web.json"), "{half");

        assertThat(stack.states().all()).isEmpty();
    }

    private void up(Component... components) {
        List<Component> sorted = new ArrayList<>(List.of(components));
        sorted.sort((a, b) -> Integer.compare(a.needs().size(), b.needs().size()));
        new StackStarter(stack, new Told(), Clock.systemUTC()).start(sorted);
    }

    /** A shell script that is ready once it has printed something. */
    private final class Script implements Component {

        private final String name;
        private final List<String> needs;
        private final String script;
        private final String version;

        Script(String name) {
            this(name, List.of(), "echo up; sleep 60", "v1");
        }

        Script(String name, List<String> needs, String script, String version) {
            this.name = name;
            this.needs = needs;
            this.script = script;
            this.version = version;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> needs() {
            return needs;
        }

        @Override
        public List<Integer> ports() {
            return List.of(1);
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public Launch prepare() {
            return new Launch(
                    name,
                    List.of("sh", "-c", script),
                    Map.of("PATH", "/usr/bin:/bin"),
                    folder,
                    stack.home().log(name),
                    Account.caller());
        }

        @Override
        public boolean ready() {
            return LogTail.of(stack.home().log(name)).contains("up");
        }

        @Override
        public Duration limit() {
            return Duration.ofSeconds(10);
        }
    }

    private final class Told implements Progress {

        @Override
        public void started(String component, Duration took, String address) {
            told.add(component + " started");
        }

        @Override
        public void alreadyRuns(String component, long pid, String address) {
            told.add(component + " runs already");
        }

        @Override
        public void external(String engine, String address) {
            told.add(engine + " is elsewhere");
        }

        @Override
        public void stopped(String component, Duration took, boolean graceful) {
            told.add(component + (graceful ? " stopped" : " killed"));
        }

        @Override
        public void note(String text) {
            told.add(text);
        }
    }
}
