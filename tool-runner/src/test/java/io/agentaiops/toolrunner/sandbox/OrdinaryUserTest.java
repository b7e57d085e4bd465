package io.agentaiops.toolrunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same sandbox when tool-runner is no root: a JVM under an account of its own, with a home and secrets in it. */
class OrdinaryUserTest {

    private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private Path folder;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
                "this is an ordinary user already: the other tests of the sandbox show the same");
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "aiops-ordinary-");
        copy(homeOf(Sandbox.class), "classes");
        copy(homeOf(OrdinaryUser.class), "classes");
        Files.copy(homeOf(Logger.class), folder.resolve("logging.jar"));
        Files.writeString(Files.createDirectory(folder.resolve("home")).resolve("secret"), "treasure");
        Files.createDirectory(folder.resolve("open"));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }

    @AfterEach
    void tidy() throws IOException {
        if (folder != null) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "unshare"})
    void commandReachesNeitherFilesNorSecretsNorNetworkNorProcesses(String level) throws Exception {
        assumeTrue(level.equals("unshare") || Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is missing");

        String seen = asNobody(
                level,
                "echo x > " + folder.resolve("open/written") + "; echo x > /var/tmp/written; echo x > /tmp/written",
                "cat " + folder.resolve("home/secret") + "; ls -A " + folder.resolve("home") + " /tmp",
                "tail -n +3 /proc/net/dev | grep -v lo:; ls /proc | grep -c '^[0-9]'",
                "grep -E 'CapEff|NoNewPrivs|Seccomp:' /proc/self/status",
                "mount -t tmpfs tmpfs /tmp || unshare -Ur true || echo refused");

        assertThat(seen).startsWith("level " + level + " ");
        assertThat(folder.resolve("open/written")).doesNotExist();
        assertThat(Path.of("/var/tmp/written")).doesNotExist();
        assertThat(seen).doesNotContain("treasure").doesNotContain("secret\n").doesNotContain("\nwritten");
        assertThat(seen.lines().filter(line -> line.matches("[0-9]+")).map(Integer::parseInt))
                .singleElement()
                .satisfies(processes -> assertThat(processes).isLessThan(10));
        assertThat(seen)
                .contains("CapEff:\t0000000000000000")
                .contains("NoNewPrivs:\t1")
                .contains("Seccomp:\t2")
                .endsWith("refused\n");
    }

    private String asNobody(String level, String... scripts) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(NOBODY);
        argv.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Duser.home=" + folder.resolve("home"),
                "-cp",
                folder.resolve("classes") + ":" + folder.resolve("logging.jar"),
                OrdinaryUser.class.getName(),
                settings(level).toString()));
        argv.addAll(List.of(scripts));
        Process process = new ProcessBuilder(argv)
                .directory(folder.resolve("open").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Path settings(String level) throws IOException {
        SandboxConfig config = Sandboxes.config(Map.of("level", level));
        Map<String, Object> values = new HashMap<>();
        for (Method method : SandboxConfig.class.getMethods()) {
            Object value = value(method, config);
            if (value != null) {
                values.put(method.getName(), value instanceof List<?> list ? new ArrayList<>(list) : value);
            }
        }
        Path file = folder.resolve("settings");
        try (OutputStream out = Files.newOutputStream(file);
                ObjectOutputStream objects = new ObjectOutputStream(out)) {
            objects.writeObject(values);
        }
        return file;
    }

    private static @Nullable Object value(Method method, SandboxConfig config) {
        try {
            Object value = method.invoke(config);
            return value instanceof Optional<?> optional ? optional.orElse(null) : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void copy(Path classes, String name) throws IOException {
        String here = Sandbox.class.getPackageName().replace('.', '/');
        Path target = Files.createDirectories(folder.resolve(name).resolve(here));
        try (Stream<Path> files = Files.list(classes.resolve(here))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
    }

    private static Path homeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
