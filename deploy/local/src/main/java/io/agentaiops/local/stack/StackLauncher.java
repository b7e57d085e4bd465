package io.agentaiops.local.stack;

import io.agentaiops.local.keys.KeyRing;
import io.agentaiops.local.process.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The way up: checks the machine, makes the keys, and starts what does not run yet. */
public final class StackLauncher {

    private final Stack stack;
    private final Progress progress;
    private final Clock clock;

    public StackLauncher(Stack stack, Progress progress, Clock clock) {
        this.stack = stack;
        this.progress = progress;
        this.clock = clock;
    }

    /** Brings the stack up, or throws a {@link StackFailure} and leaves running what ran before. */
    public void up() {
        up(component -> true);
    }

    /** Brings up the engines alone: what a restore needs. */
    void upEngines() {
        up(EngineComponent.class::isInstance);
    }

    private void up(Predicate<Component> wanted) {
        stack.home().create();
        try (FileChannel channel = FileChannel.open(
                        stack.home().run().resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock == null) {
                throw new StackFailure("another ./aiops up is at work on this stack; wait for it");
            }
            start(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(Predicate<Component> wanted) {
        Account account = Account.unprivileged();
        JavaRuntime java = JavaRuntime.current(account);
        account.requireWay(List.of(stack.home().root(), stack.home().folder(), java.home()));
        KeyRing keys = stack.keys().complete();
        List.of(
                        keys.adminKey(),
                        keys.alertRouterKey(),
                        keys.conversationKey(),
                        keys.pseudonymKey(),
                        keys.backupKey(),
                        keys.auditPrivateKey(),
                        keys.jwtPrivateKey())
                .forEach(account::take);
        account.share(keys.toolRunnerKey(), account.isolated());
        account.ownOpenly(stack.home().config());
        account.own(stack.home().backups());
        List<Component> components = Components.of(stack, java, JavaRuntime.current(account.isolated())).stream()
                .filter(wanted)
                .toList();
        components.forEach(Component::version);
        List<Component> missing = components.stream()
                .filter(component -> stack.states().running(component.name()).isEmpty())
                .toList();
        Machine.require(stack.home(), account, missing);
        new StackStarter(stack, progress, clock).start(components);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
