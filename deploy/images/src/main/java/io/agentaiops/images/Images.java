package io.agentaiops.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.DockerDaemonImage;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Makes the images of the five services. Said by system properties: {@code images.to} a registry with a prefix, {@code
 * images.docker} the local Docker engine, {@code images.tar} a folder of archives, or {@code images.folder} a plain
 * installation; {@code images.tag}, {@code images.base} and {@code images.tool-runner-base} choose names and bases.
 */
public final class Images {

    private static final String BASE = "eclipse-temurin:25-jre";

    private final Path root;
    private final String prefix;
    private final String tag;

    private Images(Path root) {
        this.root = root;
        this.prefix = property("to").orElse("agent-aiops");
        this.tag = property("tag").orElse("latest");
    }

    /** The argument is the root of a checkout whose services are packaged. */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, InvalidImageReferenceException {
        try {
            new Images(Path.of(arguments[0])).make();
        } catch (ExecutionException | RegistryException | CacheDirectoryCreationException e) {
            throw new IOException("the image could not be made: " + e.getMessage(), e);
        }
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty("images." + name)).filter(value -> !value.isBlank());
    }

    private void make()
            throws IOException, InterruptedException, InvalidImageReferenceException, ExecutionException,
                    RegistryException, CacheDirectoryCreationException {
        Path documents = root.resolve("documents");
        for (PackagedService service : PackagedService.all(root)) {
            if (property("folder").isPresent()) {
                Path home = Installation.write(
                        service,
                        documents,
                        Path.of(property("folder").get()),
                        property("data").orElse("/var/lib/agent-aiops"),
                        tag);
                say(home.toString());
                continue;
            }
            ServiceImage image = new ServiceImage(service, documents, tag);
            JibContainer made = image.on(base(service)).containerize(ServiceImage.to(target(service)));
            say("%s %s".formatted(made.getTargetImage(), made.getDigest()));
        }
    }

    /** tool-runner brings the commands that it runs, and bubblewrap, in a base of its own. */
    private String base(PackagedService service) {
        String base = property("base").orElse(BASE);
        return service.name().equals("tool-runner")
                ? property("tool-runner-base").orElseThrow(() -> new IllegalArgumentException("""
                        --tool-runner-base is missing: tool-runner's image needs the sandbox and the commands that it runs. \
                        Build one by deploy/images/tool-runner-base.Dockerfile, or name an image that has bubblewrap."""))
                : base;
    }

    private Containerizer target(PackagedService service) throws InvalidImageReferenceException, IOException {
        ImageReference name = ImageReference.parse(prefix + "/" + service.name() + ":" + tag);
        Optional<String> tar = property("tar");
        if (tar.isPresent()) {
            Path folder = Files.createDirectories(Path.of(tar.get()));
            return Containerizer.to(
                    TarImage.at(folder.resolve(service.name() + ".tar")).named(name));
        }
        if (property("docker").isPresent()) {
            return Containerizer.to(DockerDaemonImage.named(name));
        }
        if (property("to").isEmpty()) {
            throw new IllegalArgumentException("say where to: --to REGISTRY/PREFIX, --docker, --tar or --folder");
        }
        CredentialRetrieverFactory credentials = CredentialRetrieverFactory.forImage(name, event -> {});
        return Containerizer.to(RegistryImage.named(name)
                .addCredentialRetriever(credentials.dockerConfig())
                .addCredentialRetriever(credentials.wellKnownCredentialHelpers()));
    }

    private static void say(String text) {
        System.getLogger(Images.class.getName()).log(System.Logger.Level.INFO, text);
    }
}
