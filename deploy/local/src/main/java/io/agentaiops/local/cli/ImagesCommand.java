package io.agentaiops.local.cli;

import io.agentaiops.local.build.MavenBuild;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts the services into images, or into folders. */
@Command(
        name = "images",
        description = {
            "Builds the services and makes their container images, without a Docker engine: into a registry, into archives,"
                    + " or into a local engine. With --folder, installs them plainly, for the units of deploy/systemd.",
            "Registry credentials are those of ~/.docker/config.json."
        },
        mixinStandardHelpOptions = true)
final class ImagesCommand implements Callable<Integer> {

    /** Where they go. */
    static final class Target {
        @Option(names = "--to", paramLabel = "PREFIX", description = "A registry, say registry.example/agent-aiops.")
        private @Nullable String prefix;

        @Option(names = "--docker", description = "The Docker engine of this machine.")
        private boolean docker;

        @Option(names = "--tar", paramLabel = "FOLDER", description = "Archives for docker load or ctr import.")
        private @Nullable Path tar;

        @Option(
                names = "--folder",
                paramLabel = "FOLDER",
                description = "No images: folders, say below /opt/agent-aiops.")
        private @Nullable Path folder;
    }

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Option(names = "--tag", defaultValue = "latest", description = "Their tag (${DEFAULT-VALUE}).")
    private String tag = "latest";

    @Option(
            names = "--base",
            defaultValue = "eclipse-temurin:25-jre",
            description = "What they stand on (${DEFAULT-VALUE}): an image, tar://FILE or docker://IMAGE.")
    private String base = "";

    @Option(
            names = "--tool-runner-base",
            paramLabel = "IMAGE",
            description = "What tool-runner's stands on; see deploy/images/tool-runner-base.Dockerfile.")
    private @Nullable String toolRunnerBase;

    @Override
    public Integer call() {
        List<String> goals = new ArrayList<>(List.of(
                "-B",
                "-ntp",
                "-q",
                "-pl",
                "agent-gateway,tool-runner,rag-indexer,ops-scheduler,alert-router,deploy/images",
                "-am",
                "package",
                "-DskipTests",
                "-Dspotless.check.skip=true",
                "-Pimages",
                "-Dimages.tag=" + tag,
                "-Dimages.base=" + base));
        if (toolRunnerBase != null) {
            goals.add("-Dimages.tool-runner-base=" + toolRunnerBase);
        }
        if (target.prefix != null) {
            goals.add("-Dimages.to=" + target.prefix);
        }
        if (target.docker) {
            goals.add("-Dimages.docker=true");
        }
        if (target.tar != null) {
            goals.add("-Dimages.tar=" + target.tar.toAbsolutePath());
        }
        if (target.folder != null) {
            goals.add("-Dimages.folder=" + target.folder.toAbsolutePath());
        }
        return new MavenBuild(StackOptions.root()).run(goals) == 0 ? 0 : Aiops.FAILED;
    }
}
