package io.agentaiops.toolrunner.execution;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls in their turn: whoever asks for many takes turns with those who ask for few. Holds no more than its capacity,
 * and makes room for those who wait with few by putting off the newest of those who wait with most; what does not fit is
 * not lost, for the queue behind it is the table of accepted calls.
 */
final class CallQueue {

    /**
     * What a worker takes.
     *
     * @param callId the call
     * @param accepted the call as it was when it was stored a moment ago; null when it must be looked up
     */
    record Work(String callId, @Nullable ToolCall accepted) {}

    private final int capacity;
    private final Map<String, Deque<Work>> waiting = new HashMap<>();
    /** Keys with waiting calls, the next one first. */
    private final Deque<String> turns = new ArrayDeque<>();

    /** Calls that wait or run here. */
    private final Set<String> inHand = new HashSet<>();

    private final Lock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private int size;

    CallQueue(int capacity) {
        this.capacity = capacity;
    }

    /** How many calls may wait. */
    int capacity() {
        return capacity;
    }

    /**
     * Adds a call, unless it waits or runs here already, or nothing more fits.
     *
     * @param key whose turn it takes
     */
    boolean offer(Work work, String key) {
        lock.lock();
        try {
            if (inHand.contains(work.callId()) || (size >= capacity && !makeRoom(key))) {
                return false;
            }
            inHand.add(work.callId());
            Deque<Work> own = waiting.computeIfAbsent(key, k -> new ArrayDeque<>());
            if (own.isEmpty()) {
                turns.addLast(key);
            }
            own.addLast(work);
            size++;
            added.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Puts off the newest call of whoever waits with most, if that is at least two more than this one does. */
    private boolean makeRoom(String key) {
        Deque<Work> own = waiting.get(key);
        Optional<Deque<Work>> longest = waiting.values().stream().max(Comparator.comparingInt(Deque::size));
        if (longest.isEmpty() || longest.get().size() < (own == null ? 0 : own.size()) + 2) {
            return false;
        }
        inHand.remove(longest.get().removeLast().callId());
        size--;
        return true;
    }

    /** Waits for the next call. It counts as in hand until it is {@link #done}. */
    Work take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (turns.isEmpty()) {
                added.await();
            }
            String key = turns.removeFirst();
            Deque<Work> own = waiting.get(key);
            if (own == null) {
                throw new IllegalStateException("a turn without a call: " + key);
            }
            Work work = own.removeFirst();
            size--;
            if (own.isEmpty()) {
                waiting.remove(key);
            } else {
                turns.addLast(key);
            }
            return work;
        } finally {
            lock.unlock();
        }
    }

    /** The call is no longer in hand: it may be offered again. */
    void done(String callId) {
        lock.lock();
        try {
            inHand.remove(callId);
        } finally {
            lock.unlock();
        }
    }

    /** Calls that wait. */
    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }
}
