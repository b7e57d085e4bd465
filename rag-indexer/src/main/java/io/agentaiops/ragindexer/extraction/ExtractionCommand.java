package io.agentaiops.ragindexer.extraction;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** How the process that reads files is started: a small Java, under bubblewrap where that works. */
final class ExtractionCommand {

    private static final Logger LOG = Logger.getLogger(ExtractionCommand.class);
    private static final String RUNNER = "quarkus-run.jar";

    private final ExtractionConfig config;
    private final Path folder;
    private final boolean isolated;

    ExtractionCommand(ExtractionConfig config, Path folder) {
        this.config = config;
        this.folder = folder;
        this.isolated = config.isolate() && works(bubblewrap(List.of("true")));
        if (config.isolate() && !isolated) {
            LOG.warn("bubblewrap does not work here: files are read in a process of their own, but with network");
        }
    }

    /** Whether the process has no network. */
    boolean isIsolated() {
        return isolated;
    }

    List<String> arguments() {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + config.memory(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classPath(System.getProperty("java.class.path")),
                ExtractionMain.class.getName(),
                String.valueOf(config.mostCharacters()));
        return isolated ? bubblewrap(java) : java;
    }

    /** Of the packaged service, whose own class path is the runner's jar only; else that of the JVM. */
    static String classPath(String own) {
        if (!own.endsWith(RUNNER)) {
            return own;
        }
        Path home = Path.of(own).toAbsolutePath().getParent();
        return home + "/app/*" + File.pathSeparator + home + "/lib/main/*" + File.pathSeparator + home + "/lib/boot/*";
    }

    private List<String> bubblewrap(List<String> command) {
        List<String> arguments = new ArrayList<>(List.of(
                "bwrap",
                "--unshare-all",
                "--die-with-parent",
                "--ro-bind",
                "/",
                "/",
                "--proc",
                "/proc",
                "--dev",
                "/dev"));
        arguments.addAll(List.of("--bind", folder.toString(), folder.toString(), "--"));
        arguments.addAll(command);
        return arguments;
    }

    private static boolean works(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            LOG.debugf("bubblewrap is not there: %s", e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
