package io.agentaiops.local.stack;

import io.agentaiops.local.engine.EngineSite;
import io.agentaiops.local.process.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
     * Flags by which a program keeps its parsed classes, when it ends, for its next start.
     *
     * @param origin the program itself; an archive that is older is thrown away
     */
    List<String> classData(StackHome stack, String program, Path origin) {
        account.own(stack.classData(program).resolveSibling(""));
        Path archive = stack.classData(program);
        try {
            if (Files.exists(archive)
                    && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(origin)) < 0) {
                Files.delete(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:disable",
                "-Xlog:all=error:stderr");
    }
}
