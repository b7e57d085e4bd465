package io.agentaiops.opsscheduler.restore;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.agentaiops.eventbus.search.OpenSearchAccess;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.BackupKey;
import io.agentaiops.opsscheduler.archive.BackupProgress;
import io.agentaiops.opsscheduler.archive.DatabaseAddress;
import io.agentaiops.opsscheduler.archive.ErasureList;
import io.agentaiops.opsscheduler.archive.Manifest;
import io.agentaiops.opsscheduler.archive.Part;
import io.agentaiops.opsscheduler.archive.VolumeSet;
import io.agentaiops.opsscheduler.offsite.Bucket;
import io.agentaiops.opsscheduler.offsite.OffsiteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The restore as a program of its own, for the services are stopped while it works. Reads {@code --backup FOLDER --key
 * FILE}; {@code show} prints the manifest, {@code check} compares every checksum, {@code files --part NAME --to FOLDER
 * [--keep true]} unpacks, {@code logs} fills OpenSearch ({@code OPENSEARCH_HOSTS}), {@code export --to FOLDER --volume
 * BYTES} writes numbered volumes and {@code import --index FILE --to FOLDER} puts them together, {@code copies} lists
 * those in the bucket ({@code AIOPS_S3_BUCKET} and its likes) and {@code fetch --id ID --to FOLDER} brings one into
 * the folder of its tier below that one (both bring the list of erasures along when {@code --key} is given), {@code
 * load --schemas A,B} fills the database ({@code AIOPS_DB_URL}, {@code _USER}, {@code _PASSWORD}) in one transaction
 * after every checksum was compared. Exit code 1 with the reason on standard error when something is not as it should
 * be; nothing is changed then.
 */
public final class RestoreMain {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<String, String> options;
    private final PrintStream out;

    private RestoreMain(Map<String, String> options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            Map<String, String> options = new HashMap<>();
            for (int i = 1; i + 1 < arguments.length; i += 2) {
                options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
            }
            new RestoreMain(options, out).run(arguments.length == 0 ? "" : arguments[0]);
        } catch (IOException | SQLException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run(String command) throws IOException, SQLException {
        if (command.equals("import")) {
            assemble(Path.of(option("index")), Path.of(option("to")));
            return;
        }
        if (command.equals("copies") || command.equals("fetch")) {
            try (OffsiteStore offsite = new OffsiteStore(Bucket.of(System.getenv()))) {
                offsite(offsite, command.equals("fetch"));
            }
            return;
        }
        Archive archive = Archive.open(Path.of(option("backup")), key(), JSON);
        switch (command) {
            case "show" -> show(archive.manifest());
            case "check" -> check(archive);
            case "files" ->
                out.println(new FileRestore(archive)
                                .unpack(option("part"), Path.of(option("to")), options.containsKey("keep"))
                        + " files");
            case "logs" ->
                out.println(new LogRestore(
                                        archive,
                                        System.getenv().getOrDefault("OPENSEARCH_HOSTS", "127.0.0.1:9200"),
                                        OpenSearchAccess.of(System.getenv()))
                                .load()
                        + " log entries");
            case "export" -> export(archive);
            case "load" -> load(archive);
            default -> throw new IllegalArgumentException("unknown command " + command);
        }
    }

    /** One that is there already is the same one: nobody else makes such a name. */
    private void assemble(Path index, Path target) throws IOException {
        Path here = target.resolve(VolumeSet.id(index));
        out.println(Files.exists(here) ? here : VolumeSet.read(index, target));
        if (options.containsKey("key")) {
            new ErasureList(target.toAbsolutePath().resolveSibling(""))
                    .learn(index.toAbsolutePath().resolveSibling(""), key());
        }
    }

    /** The list of erasures goes along with the volumes. */
    private void export(Archive archive) throws IOException {
        Path target = Path.of(option("to"));
        out.println(VolumeSet.write(archive.folder(), target, Long.parseLong(option("volume"))) + " volumes");
        Path tier = archive.folder().toAbsolutePath().resolveSibling("");
        new ErasureList(tier.resolveSibling("")).meet(target, key());
    }

    private BackupKey key() throws IOException {
        return BackupKey.read(Path.of(option("key")));
    }

    private void offsite(OffsiteStore offsite, boolean fetch) throws IOException {
        List<OffsiteStore.Copy> copies = offsite.list();
        if (!fetch) {
            copies.forEach(copy -> out.println(copy.id()));
            return;
        }
        String id = option("id");
        OffsiteStore.Copy copy = copies.stream()
                .filter(one -> id.equals("latest") || one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no complete copy of " + id + " in the bucket"));
        Path target = Path.of(option("to")).resolve(copy.tier().text());
        Path here = target.resolve(copy.id());
        out.println(Files.exists(here) ? here : offsite.download(copy, target));
        if (options.containsKey("key")) {
            Optional<byte[]> sealed = offsite.read(ErasureList.sealedName(key()));
            if (sealed.isPresent()) {
                new ErasureList(Path.of(option("to"))).add(ErasureList.open(sealed.get(), key()));
            }
        }
    }

    private void show(Manifest manifest) {
        out.println("backup     " + manifest.id());
        out.println("snapshot   " + manifest.snapshotAt());
        out.println("rows       " + manifest.rows());
        out.println("bytes      " + manifest.bytes());
        out.println("schemas    "
                + String.join(
                        ", ",
                        manifest.database().schemas().stream()
                                .map(schema -> schema.name() + " at " + schema.version())
                                .toList()));
        manifest.models().list().forEach(model -> out.println("model      " + model.name() + " " + model.digest()));
        manifest.skipped().forEach(skipped -> out.println("left out   " + skipped));
    }

    private void check(Archive archive) throws IOException {
        List<String> faults = archive.faults();
        if (!faults.isEmpty()) {
            throw new IOException("this backup is damaged, nothing was changed: " + String.join("; ", faults));
        }
        out.println("checksums of " + archive.manifest().parts().size() + " parts compared");
    }

    private void load(Archive archive) throws IOException, SQLException {
        check(archive);
        List<String> schemas = List.of(option("schemas").split(",", -1));
        DatabaseAddress database = new DatabaseAddress(
                System.getenv().getOrDefault("AIOPS_DB_URL", ""),
                System.getenv().getOrDefault("AIOPS_DB_USER", "aiops"),
                System.getenv().getOrDefault("AIOPS_DB_PASSWORD", ""));
        try (Connection connection = database.connect(Map.of())) {
            connection.setAutoCommit(false);
            DatabaseLoad load = new DatabaseLoad(connection, archive, JSON);
            long rows = load.load(schemas, new Told());
            List<String> differences = load.differences(schemas);
            if (!differences.isEmpty()) {
                throw new IOException("restored rows differ, nothing was changed: " + String.join("; ", differences));
            }
            connection.commit();
            out.println(rows + " rows restored and compared");
        }
    }

    private String option(String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    /** Says on standard output how far it is, every fifty parts. */
    private final class Told implements BackupProgress {
        private int done;
        private int total;

        @Override
        public void phase(String name, int parts) {
            total = parts;
        }

        @Override
        public void written(Part part) {
            if (++done % 50 == 0) {
                out.println(done + " of " + total + " tables");
            }
        }
    }
}
