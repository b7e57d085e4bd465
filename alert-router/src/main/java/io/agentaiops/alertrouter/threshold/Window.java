package io.agentaiops.alertrouter.threshold;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a series of the last while, oldest first, as the database keeps them: eight bytes for the time in
 * milliseconds, eight for the value. At most {@value #MOST} of them, evenly: of those that stand closer the newest counts.
 */
final class Window {

    static final int MOST = 300;
    private static final int SIZE = 2 * Long.BYTES;
    private static final Window EMPTY = new Window(new byte[0]);

    private final byte[] samples;

    private Window(byte[] samples) {
        this.samples = samples;
    }

    static Window of(byte @Nullable [] samples) {
        return samples == null || samples.length == 0 ? EMPTY : new Window(samples);
    }

    static Window empty() {
        return EMPTY;
    }

    /** As the database keeps it. */
    byte[] bytes() {
        return samples.clone();
    }

    int size() {
        return samples.length / SIZE;
    }

    /** With one more sample, and without what is older than {@code over}. A sample that is not the newest is dropped. */
    Window with(Instant at, double value, Duration over) {
        long time = at.toEpochMilli();
        int end = size();
        if (end > 0 && time(end - 1) >= time) {
            return this;
        }
        int begin = 0;
        long oldest = time - over.toMillis();
        while (begin < end && time(begin) < oldest) {
            begin++;
        }
        boolean crowded = end - begin >= 2 && time(end - 1) - time(end - 2) < over.toMillis() / MOST;
        int kept = end - begin - (crowded ? 1 : 0);
        ByteBuffer next = ByteBuffer.allocate((kept + 1) * SIZE);
        next.put(samples, begin * SIZE, kept * SIZE).putLong(time).putDouble(value);
        return new Window(next.array());
    }

    /** How much a counter grew; empty for fewer than two samples. */
    OptionalDouble increase() {
        if (size() < 2) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int i = 1; i < size(); i++) {
            double step = value(i) - value(i - 1);
            sum += step >= 0 ? step : value(i);
        }
        return OptionalDouble.of(sum);
    }

    OptionalDouble rate() {
        OptionalDouble grown = increase();
        return grown.isEmpty() ? grown : OptionalDouble.of(grown.getAsDouble() * 1_000 / (time(size() - 1) - time(0)));
    }

    OptionalDouble average() {
        return Arrays.stream(values()).average();
    }

    OptionalDouble minimum() {
        return Arrays.stream(values()).min();
    }

    OptionalDouble maximum() {
        return Arrays.stream(values()).max();
    }

    private double[] values() {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i);
        }
        return values;
    }

    private long time(int index) {
        return ByteBuffer.wrap(samples).getLong(index * SIZE);
    }

    private double value(int index) {
        return ByteBuffer.wrap(samples).getDouble(index * SIZE + Long.BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Window that && Arrays.equals(samples, that.samples);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(samples);
    }
}
