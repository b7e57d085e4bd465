package io.agentaiops.alertrouter.ingestion;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.github.luben.zstd.Zstd;
import io.agentaiops.alertrouter.alert.Alert;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.InflaterInputStream;

/**
 * How a row of the journal holds what came together: a zstd frame of arrivals, each as when it came (ISO 8601),
 * its patience (milliseconds), its length and its JSON as it was posted. Rows of earlier versions, deflated JSON of alerts,
 * are read too.
 */
@ApplicationScoped
class JournalForm {

    /** The fastest that still makes a fifth of it. */
    private static final int LEVEL = 1;

    /** First byte of a zlib stream; that of a zstd frame is 0x28. */
    private static final int DEFLATED = 0x78;

    private final ArrivalReader arrivals;
    private final ObjectReader alerts;

    JournalForm(ArrivalReader arrivals, ObjectMapper json) {
        this.arrivals = arrivals;
        this.alerts = json.readerFor(new TypeReference<List<Alert>>() {});
    }

    byte[] write(Collection<Arrival> all) {
        int size = all.stream().mapToInt(arrival -> arrival.body().length + 48).sum();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Arrival arrival : all) {
                out.writeUTF(arrival.at().toString());
                out.writeLong(arrival.patience().toMillis());
                out.writeInt(arrival.body().length);
                out.write(arrival.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Zstd.compress(bytes.toByteArray(), LEVEL);
    }

    /** The alerts of a row, in the order in which they came. */
    List<Alert> read(byte[] row) {
        try {
            return row[0] == DEFLATED ? deflated(row) : frame(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Alert> frame(byte[] row) throws IOException {
        byte[] bytes = Zstd.decompress(row, Math.toIntExact(Zstd.getFrameContentSize(row)));
        List<Alert> all = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                Instant at = Instant.parse(in.readUTF());
                Duration patience = Duration.ofMillis(in.readLong());
                all.addAll(arrivals.alerts(in.readNBytes(in.readInt()), at, patience));
            }
        }
        return all;
    }

    private List<Alert> deflated(byte[] row) throws IOException {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(row))) {
            return alerts.readValue(in);
        }
    }
}
