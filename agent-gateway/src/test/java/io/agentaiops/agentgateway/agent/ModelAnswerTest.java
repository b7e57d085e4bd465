package io.agentaiops.agentgateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelAnswerTest {

    private static final List<Passage> PASSAGES = List.of(passage("a.md"), passage("b.md"), passage("c.md"));

    @Test
    void onlyWhatTheModelRefersToIsCited() {
        Answer answer = ModelAnswer.bind("Do this [3], then that [1] and [3].", PASSAGES, retrieval(null), List.of());

        assertThat(answer.citations())
                .extracting(citation -> citation.number() + citation.documentId())
                .containsExactly("1a.md", "3c.md");
        assertThat(answer.markdown()).isEqualTo("Do this [3], then that [1] and [3].\n");
    }

    @Test
    void aReferenceToAPassageThatWasNeverGivenIsNone() {
        Answer answer = ModelAnswer.bind("Trust me [9] [0].", PASSAGES, retrieval(null), List.of());

        assertThat(answer.citations()).isEmpty();
        assertThat(answer.evidence().fabricatedCitations()).isEqualTo(2);
        assertThat(answer.markdown()).startsWith("Trust me.");
        assertThat(answer.markdown()).contains("nothing here is backed by one");
    }

    @Test
    void anIncompleteSearchIsTold() {
        assertThat(ModelAnswer.bind("Yes [1].", PASSAGES, retrieval("rag-indexer is down"), List.of())
                        .markdown())
                .contains("rag-indexer is down");
    }

    private static Retrieval retrieval(@Nullable String problem) {
        return new Retrieval(PASSAGES, true, problem);
    }

    private static Passage passage(String id) {
        return new Passage(id, null, id, "guide", "Heading", "1-2", "text", 0.9, 0.8, false);
    }
}
