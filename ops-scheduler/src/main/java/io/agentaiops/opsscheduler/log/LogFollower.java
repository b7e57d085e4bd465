package io.agentaiops.opsscheduler.log;

import io.agentaiops.eventbus.Redactor;
import io.agentaiops.opsscheduler.log.FollowedFileStore.Name;
import io.agentaiops.opsscheduler.log.FollowedFileStore.Place;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Reads log files of other software into the archive, line by line, one replica at a time. A line's id is its place and its
 * text, and the place is stored after the lines: killed in between, it stores the same lines under the same ids again. A file that was
 * renamed is read to its end under its new name; one that became shorter is read from the start.
 */
@ApplicationScoped
class LogFollower {

    private static final Logger LOG = Logger.getLogger(LogFollower.class);
    private static final int PORTION = 1 << 20;
    private static final int LONGEST_LINE = 8000;
    private static final Pattern LEVEL = Pattern.compile(
            "(?i)\\b(?:(trace|debug|info|notice)|(warn(?:ing)?)|(err(?:or)?|severe|critical|crit|fatal|emerg|alert|panic))\\b");

    /** Lines older than the longest term of logs would only be purged. */
    private static final Duration OLDEST = Duration.ofDays(180);

    private final String host;
    private final String boot = boot();
    private final LogConfig config;
    private final FollowedFileStore places;
    private final LogArchive archive;
    private final Clock clock;

    LogFollower(LogConfig config, FollowedFileStore places, LogArchive archive, Clock clock) {
        this.config = config;
        this.host = config.host().orElseGet(LogFollower::hostName);
        this.places = places;
        this.archive = archive;
        this.clock = clock;
    }

    @Scheduled(every = "{aiops.logs.follow-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void follow() {
        for (String pattern : config.follow().orElse(List.of())) {
            for (Path file : files(Path.of(pattern))) {
                try {
                    follow(file);
                } catch (IOException e) {
                    // INFO, because a warning would itself go into the archive, which may be what is away
                    LOG.infof("log file not read now file=%s reason=%s", file, e.getMessage());
                }
            }
        }
    }

    /** Files of a path whose last part may hold {@code *} and {@code ?}. */
    private static List<Path> files(Path pattern) {
        Path folder = pattern.toAbsolutePath().getParent();
        Path name = pattern.getFileName();
        List<Path> files = new ArrayList<>();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name.toString())) {
            found.forEach(files::add);
        } catch (IOException e) {
            LOG.infof("folder not read now folder=%s reason=%s", folder, e.getMessage());
        }
        return files.stream().filter(Files::isRegularFile).sorted().toList();
    }

    /** Reads what was added to the file. */
    void follow(Path file) throws IOException {
        try {
            boolean more = true;
            while (more) {
                more = QuarkusTransaction.requiringNew().call(() -> followSome(file));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Reads the next portion unless another replica is at the file; false when there is nothing more to read now. */
    private boolean followSome(Path file) {
        try {
            Name name = new Name(host, boot, file.toString());
            String inode = inode(file);
            if (!places.lock(name, inode)) {
                return false;
            }
            Place place = places.find(name, inode).orElse(new Place(inode, 0));
            if (!place.inode().equals(inode)) {
                finish(file, name, place);
                place = new Place(inode, 0);
            } else if (Files.size(file) < place.position()) {
                place = new Place(inode, 0);
            }
            return !read(file, name, place, false).equals(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of a file that has another name now; one that was deleted or compressed is lost from its place on. */
    private void finish(Path file, Name name, Place place) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(folder, file.getFileName() + "*")) {
            for (Path sibling : siblings) {
                if (inode(sibling).equals(place.inode())) {
                    Place before = place;
                    Place after = read(sibling, name, before, true);
                    while (!after.equals(before)) {
                        before = after;
                        after = read(sibling, name, before, true);
                    }
                    return;
                }
            }
        }
        LOG.infof("rotated log file has gone file=%s", file);
    }

    /** Reads a portion from there on; returns the place behind it, the same one when there is no whole line. */
    private Place read(Path file, Name name, Place from, boolean toTheEnd) throws IOException {
        byte[] portion = new byte[PORTION];
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(from.position());
            int length = bytes.read(portion);
            boolean last = from.position() + length >= bytes.length();
            int used = length <= 0 ? 0 : endOfLines(portion, length, (last && toTheEnd) || length == PORTION);
            if (used == 0) {
                return from;
            }
            List<LogEntry> entries = entries(Path.of(name.path()), from, portion, used);
            if (!entries.isEmpty()) {
                archive.store(entries);
            }
            Place place = new Place(from.inode(), from.position() + used);
            places.save(name, place, clock.instant());
            return place;
        }
    }

    /** Where the last whole line ends; a line that fills the portion, or that nobody will end, counts as whole. */
    private static int endOfLines(byte[] portion, int length, boolean cut) {
        for (int end = length; end > 0; end--) {
            if (portion[end - 1] == '\n') {
                return end;
            }
        }
        return cut ? length : 0;
    }

    /** A line without a time, such as one of a stack trace, belongs to the one before it; the first one is of now. */
    private List<LogEntry> entries(Path file, Place place, byte[] portion, int used) {
        Instant now = clock.instant();
        List<LogEntry> entries = new ArrayList<>();
        Instant time = now;
        int start = 0;
        for (int i = 0; i < used; i++) {
            if (portion[i] == '\n' || i == used - 1) {
                int end = portion[i] == '\n' ? i : i + 1;
                String line =
                        new String(portion, start, Math.min(end - start, LONGEST_LINE), StandardCharsets.UTF_8).strip();
                time = LineTime.of(line, ZoneId.systemDefault(), now).orElse(time);
                if (!line.isEmpty() && time.isAfter(now.minus(OLDEST))) {
                    String id = place.inode() + "-" + (place.position() + start) + "-"
                            + Integer.toHexString(line.hashCode());
                    entries.add(entry(file, id, line, time));
                }
                start = i + 1;
            }
        }
        return entries;
    }

    private static LogEntry entry(Path file, String id, String line, Instant time) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.(log|txt|out)$", "");
        return new LogEntry(id, name, level(line), file.toString(), Redactor.redact(line), null, null, time);
    }

    static String level(String line) {
        Matcher level = LEVEL.matcher(line.length() > 200 ? line.substring(0, 200) : line);
        if (!level.find() || level.group(1) != null) {
            return "INFO";
        }
        return level.group(2) != null ? "WARN" : "ERROR";
    }

    private static String inode(Path file) throws IOException {
        return String.valueOf(Files.getAttribute(file, "unix:dev")) + ":" + Files.getAttribute(file, "unix:ino");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
