package io.agentaiops.toolrunner.policy;

import io.agentaiops.toolrunner.file.FileStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A policy that follows its file: a new version takes its place, one that is wrong is remembered as a problem. */
final class PolicyFile {

    /** What a look at the file found. */
    sealed interface Change {
        /** It is as it was. */
        record None() implements Change {}

        /** A new version is in force. */
        record Reloaded() implements Change {}

        /** A new version is wrong; the one before stays in force. */
        record Refused(UnusablePolicy why) implements Change {}
    }

    private record Loaded(CommandPolicy policy, FileStamp stamp, ActivePolicy.Status status) {}

    private final Optional<Path> file;
    private final Clock clock;
    private volatile Loaded loaded;

    /**
     * Reads the file, or the policy that ships when there is none.
     *
     * @throws UnusablePolicy when the file is wrong: there is nothing to fall back on
     */
    PolicyFile(Optional<Path> file, Clock clock) {
        this.file = file;
        this.clock = clock;
        Optional<Path> own = file.filter(Files::isRegularFile);
        FileStamp stamp = own.map(FileStamp::of).orElse(FileStamp.NONE);
        CommandPolicy policy = own.map(PolicySource::read).orElseGet(PolicySource::shipped);
        String source = own.map(Path::toString).orElse("shipped");
        this.loaded = new Loaded(policy, stamp, new ActivePolicy.Status(source, clock.instant(), null));
    }

    CommandPolicy current() {
        return loaded.policy();
    }

    ActivePolicy.Status status() {
        return loaded.status();
    }

    /** Looks whether the file has changed. */
    Change look() {
        return file.map(this::look).orElseGet(Change.None::new);
    }

    private Change look(Path path) {
        Loaded before = loaded;
        FileStamp stamp = FileStamp.of(path);
        if (stamp.equals(before.stamp())) {
            return new Change.None();
        }
        try {
            if (stamp.equals(FileStamp.NONE)) {
                throw new UnusablePolicy(path, 0, "it is gone; the last one stays in force until the next start");
            }
            CommandPolicy policy = PolicySource.read(path);
            loaded = new Loaded(policy, stamp, new ActivePolicy.Status(path.toString(), clock.instant(), null));
            return new Change.Reloaded();
        } catch (UnusablePolicy e) {
            ActivePolicy.Status status = before.status();
            ActivePolicy.PolicyProblem problem = new ActivePolicy.PolicyProblem(e.file(), e.line(), e.reason());
            loaded = new Loaded(
                    before.policy(), stamp, new ActivePolicy.Status(status.source(), status.loadedAt(), problem));
            return new Change.Refused(e);
        }
    }
}
