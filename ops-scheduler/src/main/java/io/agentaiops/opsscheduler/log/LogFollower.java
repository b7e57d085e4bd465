package io.agentaiops.opsscheduler.log;

import io.agentaiops.eventbus.Redactor;
import io.agentaiops.opsscheduler.log.FollowedFileStore.Place;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Reads log files of other software into the archive, line by line. A line's id is its place and its text, and the place
 * is stored after the lines: killed in between, it stores the same lines under the same ids again. A file that was
 * renamed is read to its end under its new name; one that became shorter is read from the start.
 */
@ApplicationScoped
class LogFollower {

    private static final Logger LOG = Logger.getLogger(LogFollower.class);
    private static final int PORTION = 1 << 20;
    private static final int LONGEST_LINE = 8000;
    private static final Pattern LEVEL = Pattern.compile(
            "(?i)\\b(?:(trace|debug|info|notice)|(warn(?:ing)?)|(err(?:or)?|severe|critical|crit|fatal|emerg|alert|panic))\\b");

    private final LogConfig config;
    private final FollowedFileStore places;
    private final LogArchive archive;
    private final Clock clock;

    LogFollower(LogConfig config, FollowedFileStore places, LogArchive archive, Clock clock) {
        this.config = config;
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
        String inode = inode(file);
        Place place = places.find(file.toString()).orElse(new Place(inode, 0));
        if (!place.inode().equals(inode)) {
            finish(file, place);
            place = new Place(inode, 0);
        } else if (Files.size(file) < place.position()) {
            place = new Place(inode, 0);
        }
        read(file, file, place, false);
    }

    /** The end of a file that has another name now; one that was deleted or compressed is lost from its place on. */
    private void finish(Path file, Place place) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(folder, file.getFileName() + "*")) {
            for (Path sibling : siblings) {
                if (inode(sibling).equals(place.inode())) {
                    read(sibling, file, place, true);
                    return;
                }
            }
        }
        LOG.infof("rotated log file has gone file=%s", file);
    }

    private void read(Path file, Path name, Place from, boolean toTheEnd) throws IOException {
        Place place = from;
        byte[] portion = new byte[PORTION];
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            while (place.position() < bytes.length()) {
                bytes.seek(place.position());
                int length = bytes.read(portion);
                boolean last = place.position() + length >= bytes.length();
                int used = endOfLines(portion, length, (last && toTheEnd) || length == PORTION);
                if (used == 0) {
                    return;
                }
                archive.store(entries(name, place, portion, used));
                place = new Place(place.inode(), place.position() + used);
                places.save(name.toString(), place, clock.instant());
            }
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

    private List<LogEntry> entries(Path file, Place place, byte[] portion, int used) {
        List<LogEntry> entries = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < used; i++) {
            if (portion[i] == '\n' || i == used - 1) {
                int end = portion[i] == '\n' ? i : i + 1;
                String line =
                        new String(portion, start, Math.min(end - start, LONGEST_LINE), StandardCharsets.UTF_8).strip();
                if (!line.isEmpty()) {
                    entries.add(entry(
                            file,
                            place.inode() + "-" + (place.position() + start) + "-"
                                    + Integer.toHexString(line.hashCode()),
                            line));
                }
                start = i + 1;
            }
        }
        return entries;
    }

    private LogEntry entry(Path file, String id, String line) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.(log|txt|out)$", "");
        return new LogEntry(id, name, level(line), file.toString(), Redactor.redact(line), null, null, clock.instant());
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
}
