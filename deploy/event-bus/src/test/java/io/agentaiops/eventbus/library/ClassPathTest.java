package io.agentaiops.eventbus.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

    @TempDir
    private Path app = Path.of("");

    @Test
    void packagedServiceIsMadeOfWhatQuarkusWroteDown() throws IOException {
        Files.writeString(app.resolve("quarkus-app-dependencies.txt"), """
                ai.djl:api::jar:0.31.1
                io.agentaiops:aiops-event-bus::jar:0.1.0-SNAPSHOT
                io.netty:netty-transport-native-epoll:linux-x86_64:jar:4.1.130.Final
                """);

        assertThat(ClassPath.of(List.of(app.resolve("lib/main/ai.djl.api-0.31.1.jar"))))
                .containsExactly(
                        "pkg:maven/ai.djl/api@0.31.1", "pkg:maven/io.netty/netty-transport-native-epoll@4.1.130.Final");
    }

    @Test
    void withoutThatListTheNamesOfTheFilesTell() throws IOException {
        assertThat(ClassPath.of(List.of(
                        app.resolve("lib/main/org.jdbi.jdbi3-core-3.49.5.jar"),
                        app.resolve("lib/main/org.acme.odd-1.0.beta-2.jar"),
                        app.resolve("lib/main/io.agentaiops.aiops-event-bus-0.1.0-SNAPSHOT.jar"),
                        app.resolve("repository/org/slf4j/slf4j-api-2.0.17.jar"),
                        app.resolve("quarkus/generated-bytecode.jar"))))
                .containsExactly(
                        "pkg:maven/org.acme/odd@1.0.beta-2",
                        "pkg:maven/org.jdbi/jdbi3-core@3.49.5",
                        "pkg:maven/slf4j-api@2.0.17");
    }

    @Test
    void whatWasBundledIntoAServiceIsListed() throws IOException {
        Path list = Files.createDirectories(app.resolve("META-INF/aiops")).resolve("bundled-libraries");
        Files.writeString(list, "pkg:npm/marked 17.0.5\n\npkg:npm/%40lit/reactive-element 2.1.1\n");

        try (URLClassLoader loader = new URLClassLoader(new URL[] {app.toUri().toURL()}, null)) {
            assertThat(ClassPath.bundled(loader))
                    .containsExactly("pkg:npm/%40lit/reactive-element@2.1.1", "pkg:npm/marked@17.0.5");
        }
    }

    @Test
    void processListsWhatItRunsOn() {
        assertThat(ClassPath.libraries()).anyMatch(library -> library.contains("assertj-core@"));
    }
}
