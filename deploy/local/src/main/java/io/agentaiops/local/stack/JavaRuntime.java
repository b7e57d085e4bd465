package io.agentaiops.local.stack;

import io.agentaiops.local.engine.EngineSite;
import io.agentaiops.local.process.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JDK that runs engines and services, and as whom.
 *
 * @param home the JDK
 * @param account whom its programs run as
 */
record JavaRuntime(Path home, Account account) {

    /** The JDK that runs this program. */
    static JavaRuntime current(Account account) {
        return new JavaRuntime(Path.of(System.getProperty("java.home")), account);
    }

    String command() {
        return home.resolve("bin/java").toString();
    }

    EngineSite site(StackHome stack, String engine) {
        return new EngineSite(
                stack.data(engine),
                stack.log(engine),
                account,
                home,
                classData(stack, engine, stack.root().resolve("deploy/local/pom.xml")),
                true);
    }

    /**
     * Flags by which an engine keeps its parsed classes, when it ends, for its next start (dynamic archive, JEP 350).
     *
     * @param origin the program itself; an archive that is older is thrown away
     */
    private List<String> classData(StackHome stack, String engine, Path origin) {
        if (isSwitchedOff()) {
            return List.of();
        }
        Path archive = stack.classData(engine);
        forgetOlder(stack, archive, engine, origin);
        return quiet("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive);
    }

    /**
     * Flags by which a service keeps, when it ends, its linked classes and the profiles of its methods for its next
     * starts (JEP 483, 514 and 515): those are up sooner and compile what matters at once. Before JDK 25 only the parsed
     * classes.
     *
     * @param origin the program itself; a cache that is older is thrown away
     * @param writes whether it may write what there is not yet; of several replicas one does, all read
     */
    List<String> training(StackHome stack, String service, Path origin, boolean writes) {
        boolean caches = hasCaches() && !isSwitchedOff();
        Path cache = stack.trained(service);
        if (!writes && !Files.exists(caches ? cache : stack.classData(service))) {
            return List.of();
        }
        if (!caches) {
            return classData(stack, service, origin);
        }
        forgetOlder(stack, cache, service, origin);
        return quiet((Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache);
    }

    /** Whether one run of the JDK both records and writes the cache. */
    static boolean hasCaches() {
        return Runtime.version().feature() >= 25;
    }

    /** {@code AIOPS_CLASS_DATA=off}: for stacks that are started a few times only. */
    private static boolean isSwitchedOff() {
        return "off".equals(System.getenv("AIOPS_CLASS_DATA"));
    }

    private void forgetOlder(StackHome stack, Path archive, String program, Path origin) {
        account.own(stack.classData(program).resolveSibling(""));
        try {
            if (Files.exists(archive)
                    && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(origin)) < 0) {
                Files.delete(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without what the JVM has to say about an archive that does not fit: it does without. */
    private static List<String> quiet(String... flags) {
        return Stream.concat(Stream.of(flags), Stream.of("-Xlog:disable", "-Xlog:all=error:stderr"))
                .toList();
    }
}
