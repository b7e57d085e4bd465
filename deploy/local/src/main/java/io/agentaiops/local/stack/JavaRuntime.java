package io.agentaiops.local.stack;

import io.agentaiops.local.engine.EngineSite;
import io.agentaiops.local.process.Account;
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
        return new EngineSite(stack.data(engine), stack.log(engine), account, home, classData(stack, engine), true);
    }

    /** Flags that keep the parsed classes of a program from one start to the next; the JVM renews a stale archive itself. */
    List<String> classData(StackHome stack, String program) {
        Path folder = account.own(stack.classData().resolve(program));
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"),
                "-Xlog:disable",
                "-Xlog:all=error:stderr");
    }
}
