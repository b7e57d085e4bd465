package io.agentaiops.agentgateway.context;

import io.agentaiops.agentgateway.context.Draft.Exchange;
import io.agentaiops.agentgateway.context.Draft.Result;
import io.agentaiops.agentgateway.context.Draft.Step;
import io.agentaiops.agentgateway.model.WantedCall;
import io.agentaiops.agentgateway.run.Usage.Omission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a draft fit into a budget of tokens. Rules, question and how each call ended always stay. Then come, in this
 * order: what tools returned (each shortened in its middle, all of them to the same length), the passages from the best
 * downwards (a third of the room is theirs if they need it), what is remembered of the conversation, and its last
 * exchanges. Whatever is left out is listed.
 */
public final class ContextGuard {

    private static final int PASSAGES_SHARE = 3;
    private static final int MEMORY_SHARE = 2;

    private final TokenCount count;
    private final List<Omission> omitted = new ArrayList<>();

    private ContextGuard(TokenCount count) {
        this.count = count;
    }

    /** The draft as it fits into so many tokens. */
    public static Fitted fit(Draft draft, int budget, TokenCount count) {
        return new ContextGuard(count).fit(draft, budget);
    }

    private Fitted fit(Draft draft, int budget) {
        int fixed = fixed(draft);
        if (fixed > budget) {
            return new Fitted.TooLong("the question and what the model must be told with it take about " + fixed
                    + " tokens, and only " + budget + " fit into the model's context");
        }
        int room = budget - fixed;
        int wanted = draft.passages().stream().mapToInt(count::of).sum();
        int forPassages = Math.min(wanted, room / PASSAGES_SHARE);

        List<Step> turns = shortened(draft.turns(), room - forPassages);
        int left = room - outputs(turns);
        List<String> passages = best(draft.passages(), left);
        left -= passages.stream().mapToInt(count::of).sum();
        String memory = lines(draft.memory(), left / MEMORY_SHARE);
        left -= memory.isEmpty() ? 0 : count.ofMessage(memory);
        List<Exchange> history = newest(draft.history(), left);
        left -= history.stream().mapToInt(this::size).sum();
        return new Fitted.Fits(
                new Draft(draft.rules(), memory, history, passages, draft.question(), turns), omitted, budget - left);
    }

    private int fixed(Draft draft) {
        int tokens = count.ofMessage(draft.rules()) + count.ofMessage(draft.question());
        for (Step step : draft.turns()) {
            tokens += count.ofMessage(step.said().text());
            for (WantedCall call : step.said().calls()) {
                tokens += count.ofMessage(call.tool() + call.arguments());
            }
            for (Result result : step.results()) {
                tokens += count.ofMessage(result.head());
                // An output may shrink to the notice of its cut, and no further.
                tokens += result.output().isEmpty() ? 0 : count.of(MiddleCut.notice(Integer.MAX_VALUE));
            }
        }
        return tokens;
    }

    private int outputs(List<Step> turns) {
        return turns.stream()
                .flatMap(step -> step.results().stream())
                .mapToInt(result -> count.of(result.output()))
                .sum();
    }

    /** Gives every output the same room, and what a short one does not need to the others. */
    private List<Step> shortened(List<Step> turns, int room) {
        int[] sizes = turns.stream()
                .flatMap(step -> step.results().stream())
                .mapToInt(result -> count.of(result.output()))
                .toArray();
        int limit = fairLimit(sizes, room);
        return turns.stream()
                .map(step -> new Step(
                        step.said(),
                        step.results().stream()
                                .map(result -> shortened(result, limit))
                                .toList()))
                .toList();
    }

    private Result shortened(Result result, int limit) {
        int whole = count.of(result.output());
        if (whole <= limit) {
            return result;
        }
        String shorter = MiddleCut.cut(result.output(), limit, count);
        omitted.add(
                new Omission("the middle of what the tool " + result.tool() + " returned", whole - count.of(shorter)));
        return result.with(shorter);
    }

    /** The largest limit under which all sizes together fit into the room. */
    static int fairLimit(int[] sizes, int room) {
        int[] sorted = sizes.clone();
        Arrays.sort(sorted);
        int left = Math.max(0, room);
        for (int i = 0; i < sorted.length; i++) {
            int share = left / (sorted.length - i);
            if (sorted[i] > share) {
                return share;
            }
            left -= sorted[i];
        }
        return Integer.MAX_VALUE;
    }

    private List<String> best(List<String> passages, int room) {
        int left = room;
        int kept = 0;
        for (String passage : passages) {
            left -= count.of(passage);
            if (left < 0) {
                break;
            }
            kept++;
        }
        if (kept < passages.size()) {
            int tokens = passages.stream().skip(kept).mapToInt(count::of).sum();
            omitted.add(new Omission(
                    number(passages.size() - kept, "passage") + " of the documents, the least fitting ones", tokens));
        }
        return passages.subList(0, kept);
    }

    private String lines(String memory, int room) {
        if (memory.isEmpty() || count.ofMessage(memory) <= room) {
            return memory;
        }
        StringBuilder kept = new StringBuilder();
        for (String line : memory.split("\n", -1)) {
            if (count.ofMessage(kept + line + "\n") > room) {
                break;
            }
            kept.append(line).append('\n');
        }
        String rest = kept.toString().stripTrailing();
        omitted.add(new Omission(
                "part of what is remembered of the conversation", Math.max(1, count.of(memory) - count.of(rest))));
        return rest;
    }

    private List<Exchange> newest(List<Exchange> history, int room) {
        int left = room;
        int from = history.size();
        while (from > 0 && left >= size(history.get(from - 1))) {
            from--;
            left -= size(history.get(from));
        }
        if (from > 0) {
            int tokens = history.stream().limit(from).mapToInt(this::size).sum();
            omitted.add(
                    new Omission(number(from, "earlier question") + " of the conversation with the answer", tokens));
        }
        return history.subList(from, history.size());
    }

    private int size(Exchange exchange) {
        return count.ofMessage(exchange.question()) + count.ofMessage(exchange.answer());
    }

    private static String number(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
