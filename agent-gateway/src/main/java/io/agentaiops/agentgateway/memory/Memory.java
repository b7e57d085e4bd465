package io.agentaiops.agentgateway.memory;

import io.agentaiops.agentgateway.context.Draft.Exchange;
import io.agentaiops.agentgateway.context.TokenCount;
import io.agentaiops.agentgateway.memory.MemoryStore.Remembered;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Remembers conversations. The last exchanges are told word by word as far as the window goes; when they outgrow it, the
 * older half of them is turned into facts on the spot, without a model, so that nothing is lost between two questions.
 * {@link MemorySummariser} lets a model write a summary of them later.
 */
@ApplicationScoped
public class Memory {

    /** Exchanges read at once; more than a window ever holds. */
    private static final int PAGE = 200;

    private static final int EXCHANGE_CHARS = 1_600;

    private final MemoryStore store;
    private final RunStore runs;
    private final MemoryConfig config;

    Memory(MemoryStore store, RunStore runs, MemoryConfig config) {
        this.store = store;
        this.runs = runs;
        this.config = config;
    }

    /** What the run needs to know of its session. */
    public SessionReading read(Run current) {
        return store.read(current, PAGE);
    }

    /** What a model is told that answers the run; the model's own count decides what the window holds. */
    public Recollection recall(Run current, SessionReading reading, TokenCount count) {
        String session = current.sessionId();
        Remembered remembered = reading.remembered();
        List<Run> fresh = reading.fresh();
        int fold = tooMuch(fresh, count);
        if (fold > 0) {
            remembered = fold(session, remembered, fresh.subList(0, fold));
            fresh = fresh(current, remembered);
        }
        String notes = remembered.notes().tell(current.question(), config.notesTokens(), count::of);
        List<Exchange> exchanges = fresh.stream()
                .filter(run -> run.answer() != null)
                .map(Memory::exchange)
                .toList();
        return new Recollection(notes, exchanges, remembered.covered() + fresh.size());
    }

    /** The runs before the current one that are not remembered yet; up to the first that has not ended. */
    private List<Run> fresh(Run current, Remembered remembered) {
        List<Run> fresh = new ArrayList<>();
        for (Run run : runs.ofSessionAfter(current.sessionId(), remembered.coversUntil(), PAGE)) {
            if (!run.hasEnded() || run.id().equals(current.id())) {
                break;
            }
            fresh.add(run);
        }
        return fresh;
    }

    /** How many of them, the oldest, must leave the window. */
    private int tooMuch(List<Run> fresh, TokenCount count) {
        int[] sizes = fresh.stream()
                .map(Memory::exchange)
                .mapToInt(said -> count.ofMessage(said.question()) + count.ofMessage(said.answer()))
                .toArray();
        int total = 0;
        for (int size : sizes) {
            total += size;
        }
        if (total <= config.windowTokens()) {
            return 0;
        }
        int fold = 0;
        while (fold < sizes.length && total > config.windowTokens() / 2) {
            total -= sizes[fold];
            fold++;
        }
        return fold;
    }

    /** When another replica was faster, what it stored is as good. */
    private Remembered fold(String session, Remembered before, List<Run> older) {
        Notes notes = before.notes();
        int turn = before.covered();
        for (Run run : older) {
            turn++;
            Exchange said = exchange(run);
            notes = notes.with(turn, said.question(), said.answer(), config.maxFacts());
        }
        store.keep(session, before, notes, older.getLast().acceptedAt(), turn);
        return store.find(session);
    }

    private static Exchange exchange(Run run) {
        return new Exchange(shorten(run.question()), shorten(Objects.requireNonNullElse(run.answer(), "")));
    }

    private static String shorten(String text) {
        if (text.length() <= EXCHANGE_CHARS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(EXCHANGE_CHARS - 1)) ? EXCHANGE_CHARS - 1 : EXCHANGE_CHARS;
        return text.substring(0, end) + " …";
    }
}
