package io.agentaiops.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class MavenArgumentsTest {

    /** A command that has them. */
    @Command(name = "any")
    static final class Any implements Runnable {

        @Mixin
        private MavenArguments arguments = new MavenArguments();

        @Override
        public void run() {}
    }

    private final Any any = new Any();

    @Test
    void propertiesNeedNoDashesBeforeThem() {
        assertThat(after("-Dbench=RedactionBench", "-Dparts=A,B", "-Dquick"))
                .containsExactly("verify", "-Dbench=RedactionBench", "-Dparts=A,B", "-Dquick");
    }

    @Test
    void anythingElseFollowsTwoDashes() {
        assertThat(after("-DskipITs=true", "--", "-pl", "tool-runner"))
                .containsExactly("verify", "-DskipITs=true", "-pl", "tool-runner");
    }

    @Test
    void nothingIsHandedOnWhenNothingWasSaid() {
        assertThat(after()).containsExactly("verify");
        assertThat(any.arguments.isEmpty()).isTrue();
    }

    private List<String> after(String... words) {
        assertThat(new CommandLine(any).execute(words)).isZero();
        return any.arguments.after(List.of("verify"));
    }
}
