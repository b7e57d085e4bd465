package io.agentaiops.agentgateway.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.context.Draft.Exchange;
import io.agentaiops.agentgateway.context.Draft.Result;
import io.agentaiops.agentgateway.model.ChatTurn;
import io.agentaiops.agentgateway.model.WantedCall;
import io.agentaiops.agentgateway.run.Usage.Omission;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ContextGuardTest {

    private static final TokenCount COUNT = new TokenCount(1);
    private static final String RULES = "You help operators. Rest every statement on the passages.";
    private static final String QUESTION = "Question: Why is the disk full?";
    private static final List<String> PASSAGES = List.of("The alert fires below 10 %.", "Backups lie under /backup.");

    @Test
    void whatFitsIsLeftAlone() {
        Draft draft = draft("- remembered", List.of(new Exchange("a?", "b.")), PASSAGES, List.of("short output"));

        assertThat(ContextGuard.fit(draft, 1_000, COUNT)).isInstanceOfSatisfying(Fitted.Fits.class, fits -> {
            assertThat(fits.draft()).isEqualTo(draft);
            assertThat(fits.omitted()).isEmpty();
        });
    }

    @Test
    void anOutputOfThreeTimesTheWindowLosesItsMiddleAndNothingElseIsTouched() {
        String output = lines(3 * 1_000 / COUNT.of("line 100 of the log\n"));

        Fitted.Fits fits = fits(draft("", List.of(), PASSAGES, List.of(output)), 1_000);

        String shown = fits.draft().turns().getFirst().results().getFirst().output();
        assertThat(shown)
                .startsWith("line 0 of the log")
                .endsWith("of the log\n")
                .contains("left out here");
        assertThat(fits.draft().rules()).isEqualTo(RULES);
        assertThat(fits.draft().question()).isEqualTo(QUESTION);
        assertThat(fits.draft().passages()).isEqualTo(PASSAGES);
        assertThat(fits.omitted())
                .singleElement()
                .satisfies(cut -> assertThat(cut.what()).isEqualTo("the middle of what the tool terminal returned"))
                .satisfies(cut -> assertThat(cut.tokens()).isBetween(1_500L, 3_000L));
    }

    @Test
    void aSmallOutputIsNotShortenedForTheSakeOfALargeOne() {
        Fitted.Fits fits = fits(draft("", List.of(), List.of(), List.of("93 % /", lines(2_000))), 800);

        assertThat(fits.draft().turns().getFirst().results().getFirst().output())
                .isEqualTo("93 % /");
    }

    @Test
    void theOldestExchangesGoFirst() {
        List<Exchange> history = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            history.add(new Exchange("What about number " + i + "?", "Number " + i + " is well."));
        }

        Fitted.Fits fits = fits(draft("", history, List.of(), List.of()), 400);

        assertThat(fits.draft().history().getLast()).isEqualTo(history.getLast());
        assertThat(fits.draft().history().size()).isBetween(5, 40);
        assertThat(fits.omitted())
                .extracting(Omission::what)
                .containsExactly((50 - fits.draft().history().size())
                        + " earlier questions of the conversation with the answer");
    }

    @Test
    void aQuestionThatDoesNotFitByItselfIsRefusedAndNotCut() {
        Draft draft = new Draft(RULES, "", List.of(), List.of(), lines(1_000), List.of());

        assertThat(ContextGuard.fit(draft, 1_000, COUNT))
                .isInstanceOfSatisfying(
                        Fitted.TooLong.class,
                        tooLong -> assertThat(tooLong.reason()).contains("only 1000 fit"));
    }

    @Property(tries = 200)
    void whateverComesTheBudgetHoldsAndRulesAndQuestionStay(
            @ForAll @IntRange(min = 200, max = 3_000) int budget,
            @ForAll @Size(max = 6) List<@IntRange(max = 400) Integer> outputs,
            @ForAll @Size(max = 8) List<@IntRange(max = 60) Integer> passages,
            @ForAll @Size(max = 20) List<@IntRange(max = 40) Integer> exchanges,
            @ForAll @IntRange(max = 60) int memory) {
        Draft draft = draft(
                lines(memory),
                exchanges.stream().map(n -> new Exchange(lines(n), lines(n))).toList(),
                passages.stream().map(ContextGuardTest::lines).toList(),
                outputs.stream().map(ContextGuardTest::lines).toList());

        if (ContextGuard.fit(draft, budget, COUNT) instanceof Fitted.Fits fits) {
            assertThat(size(fits.draft())).isLessThanOrEqualTo(budget);
            assertThat(fits.draft().rules()).isEqualTo(RULES);
            assertThat(fits.draft().question()).isEqualTo(QUESTION);
            boolean cut = !fits.draft().equals(draft);
            assertThat(fits.omitted().isEmpty()).isEqualTo(!cut);
        } else {
            assertThat(budget).as("only what cannot be cut may be too long").isLessThan(900);
        }
    }

    private static Fitted.Fits fits(Draft draft, int budget) {
        Fitted fitted = ContextGuard.fit(draft, budget, COUNT);
        assertThat(fitted).isInstanceOf(Fitted.Fits.class);
        return (Fitted.Fits) fitted;
    }

    private static int size(Draft draft) {
        int size = COUNT.ofMessage(draft.rules()) + COUNT.ofMessage(draft.question());
        size += draft.memory().isEmpty() ? 0 : COUNT.ofMessage(draft.memory());
        size += draft.passages().stream().mapToInt(COUNT::of).sum();
        for (Exchange said : draft.history()) {
            size += COUNT.ofMessage(said.question()) + COUNT.ofMessage(said.answer());
        }
        for (Draft.Step step : draft.turns()) {
            size += COUNT.ofMessage(step.said().text());
            for (Result result : step.results()) {
                size += COUNT.ofMessage(result.head()) + COUNT.of(result.output());
            }
        }
        return size;
    }

    private static Draft draft(String memory, List<Exchange> history, List<String> passages, List<String> outputs) {
        List<WantedCall> calls = new ArrayList<>();
        List<Result> results = new ArrayList<>();
        for (String output : outputs) {
            WantedCall call = new WantedCall("c" + calls.size(), "terminal", "{\"command\":\"df\"}");
            calls.add(call);
            results.add(new Result(call.callId(), call.tool(), "state: succeeded", output));
        }
        List<Draft.Step> turns =
                outputs.isEmpty() ? List.of() : List.of(new Draft.Step(new ChatTurn.Model("", calls), results));
        return new Draft(RULES, memory, history, passages, QUESTION, turns);
    }

    private static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("line ").append(i).append(" of the log\n");
        }
        return lines.toString();
    }
}
