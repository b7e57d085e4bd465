package io.agentaiops.ragindexer.source;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The operating system's news of a tree of folders. A folder is watched once it has been registered. */
final class FolderWatch implements AutoCloseable {

    /**
     * News.
     *
     * @param touched paths that were created, changed or deleted
     * @param incomplete some news were lost, or a whole folder went: the folder must be looked through
     */
    record News(List<Path> touched, boolean incomplete) {}

    private final WatchService service;
    private final Map<WatchKey, Path> folders = new HashMap<>();

    FolderWatch(Path root) throws IOException {
        this.service = root.getFileSystem().newWatchService();
    }

    /** Watches the folders and tells whether any of them was not watched before. */
    boolean register(Set<Path> found) throws IOException {
        boolean added = false;
        for (Path folder : found) {
            WatchKey key = folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            added |= folders.put(key, folder) == null;
        }
        return added;
    }

    /** Waits for a key to be signalled. Its news are read by {@link #read}. */
    @Nullable
    WatchKey await(Duration atMost) throws InterruptedException {
        return service.poll(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
    }

    News read(@Nullable WatchKey first) {
        List<Path> touched = new ArrayList<>();
        boolean incomplete = false;
        for (WatchKey key = first; key != null; key = service.poll()) {
            Path folder = folders.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                if (event.kind().equals(OVERFLOW) || folder == null) {
                    incomplete = true;
                } else if (event.context() instanceof Path name) {
                    touched.add(folder.resolve(name));
                    incomplete |= event.kind().equals(ENTRY_DELETE) && forget(folder.resolve(name));
                }
            }
            if (!key.reset()) {
                folders.remove(key);
                incomplete = true;
            }
        }
        return new News(touched, incomplete);
    }

    /** A folder that was moved away is still the same folder to the operating system: it would go on reporting. */
    private boolean forget(Path folder) {
        return folders.entrySet().removeIf(entry -> {
            boolean below = entry.getValue().startsWith(folder);
            if (below) {
                entry.getKey().cancel();
            }
            return below;
        });
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
