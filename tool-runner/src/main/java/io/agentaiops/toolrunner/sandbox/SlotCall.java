package io.agentaiops.toolrunner.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A command in a slot. */
final class SlotCall implements Started {

    /** As shells count a process that was killed. */
    private static final int KILLED = 137;

    private final SlotPool pool;
    private final SandboxKind kind;
    private final Slot slot;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile OptionalInt code = OptionalInt.empty();
    private @Nullable Thread reader;

    SlotCall(SlotPool pool, SandboxKind kind, Slot slot) {
        this.pool = pool;
        this.kind = kind;
        this.slot = slot;
    }

    @Override
    public void read(OutputCapture output) {
        reader = Thread.startVirtualThread(() -> {
            code = slot.drain(output);
            ended.countDown();
        });
    }

    @Override
    public boolean awaitEnd(long nanos) throws InterruptedException {
        return ended.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** One that has ended left nothing behind: its mark comes after the last of its processes. */
    @Override
    public void settle(Duration atMost) throws InterruptedException {
        if (ended.getCount() > 0) {
            ProcessStarter.killTree(slot.process());
        }
        Thread reading = reader;
        if (reading != null) {
            reading.join(atMost);
        }
    }

    @Override
    public int exitCode() {
        return code.orElse(KILLED);
    }

    @Override
    public List<String> errors() {
        return List.of();
    }

    @Override
    public long residentBytes() {
        return new ProcessTree(List.of(slot.process())).residentBytes();
    }

    @Override
    public void close() {
        if (code.isPresent()) {
            pool.giveBack(kind, slot);
        } else {
            ProcessStarter.discard(slot.process());
        }
    }
}
