package io.agentaiops.agentgateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.context.TokenCount;
import org.junit.jupiter.api.Test;

class NotesTest {

    private static final TokenCount COUNT = new TokenCount(1.25);
    private static final int BUDGET = 900;

    @Test
    void aFactOfTurnThreeIsToldInTurnTwoHundredWhenItIsAskedFor() {
        Notes notes = longConversation();

        String told = notes.tell("Which host is the primary of our database?", BUDGET, COUNT::of);

        assertThat(told).contains("db-prod-7.example.org");
        assertThat(COUNT.of(told)).isLessThanOrEqualTo(BUDGET);
    }

    @Test
    void whatAPersonAskedToRememberIsToldWhateverIsAsked() {
        assertThat(longConversation().tell("How are you?", BUDGET, COUNT::of)).contains("maintenance is on Sundays");
    }

    @Test
    void factsAreToldInTheirOrder() {
        String told = longConversation().tell("primary database and maintenance", BUDGET, COUNT::of);

        assertThat(told.indexOf("db-prod-7")).isLessThan(told.indexOf("maintenance is on Sundays"));
    }

    @Test
    void theNumberOfFactsIsBounded() {
        Notes notes = Notes.NONE;
        for (int turn = 1; turn <= 300; turn++) {
            notes = notes.with(
                    turn, "Our server number " + turn + " has the address 10.0.0." + turn + ".", "Noted.", 100);
        }
        assertThat(notes.facts()).hasSize(100);
        assertThat(notes.waiting()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void aSummaryComesFirstAndTheFactsStay() {
        Notes notes = longConversation().summarised("They looked at many servers.");

        assertThat(notes.waiting()).isEmpty();
        assertThat(notes.tell("primary database", BUDGET, COUNT::of))
                .startsWith("Summary: They looked at many servers.")
                .contains("db-prod-7");
    }

    private static Notes longConversation() {
        Notes notes = Notes.NONE;
        for (int turn = 1; turn <= 199; turn++) {
            String question = switch (turn) {
                case 3 -> "The primary of our database is db-prod-7.example.org. Is it healthy?";
                case 90 -> "Please remember that maintenance is on Sundays at four.";
                default -> "How much space is left on server " + turn + "?";
            };
            notes = notes.with(turn, question, "Server " + turn + " has " + turn + " GB left. Nothing to do.", 600);
        }
        return notes;
    }
}
