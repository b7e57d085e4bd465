package io.agentaiops.agentgateway.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.library.RotationAdvice.Kind;
import io.agentaiops.agentgateway.library.RotationAdvice.Proposal;
import io.agentaiops.agentgateway.model.OllamaModel;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotationAdviceTest {

    private static final OllamaModel DEFAULT = model("default:8b", true);
    private static final OllamaModel SPARE = model("spare:8b", false);

    @Test
    void aDefaultThatPeopleDislikeIsProposedForRotation() {
        List<Proposal> proposals =
                RotationAdvice.of(List.of(figures(100, 0, 20, 5)), List.of(DEFAULT), "default:8b", List.of());

        assertThat(proposals).singleElement().satisfies(proposal -> {
            assertThat(proposal.kind()).isEqualTo(Kind.ROTATE);
            assertThat(proposal.reason()).isEqualTo("5 of 25 ratings are down");
        });
    }

    @Test
    void aModelThatNobodyAsksIsProposedForDeletionUnlessItIsAFallback() {
        List<ModelFigures> used = List.of(figures(100, 0, 0, 0));

        assertThat(RotationAdvice.of(used, List.of(DEFAULT, SPARE), "default:8b", List.of()))
                .extracting(Proposal::kind, Proposal::model)
                .containsExactly(tuple(Kind.DELETE, "spare:8b"), tuple(Kind.ADD_FALLBACK, "default:8b"));
        assertThat(RotationAdvice.of(used, List.of(DEFAULT, SPARE), "default:8b", List.of("spare:8b")))
                .isEmpty();
    }

    @Test
    void fewFailuresOfFewChatsProposeNothing() {
        assertThat(RotationAdvice.of(List.of(figures(10, 2, 0, 0)), List.of(DEFAULT), "default:8b", List.of()))
                .isEmpty();
    }

    @Test
    void theLayersOfADownloadAddUp() throws IOException {
        ObjectMapper json = new ObjectMapper();
        PullProgress progress = new PullProgress();
        progress.take(
                json.readTree("{\"status\":\"pulling a\",\"digest\":\"sha256:a\",\"total\":100,\"completed\":40}"));
        progress.take(json.readTree("{\"status\":\"pulling b\",\"digest\":\"sha256:b\",\"total\":10}"));
        progress.take(
                json.readTree("{\"status\":\"pulling a\",\"digest\":\"sha256:a\",\"total\":100,\"completed\":90}"));

        assertThat(progress.completed()).isEqualTo(90);
        assertThat(progress.total()).isEqualTo(110);
        assertThat(progress.succeeded()).isFalse();
    }

    private static OllamaModel model(String name, boolean loaded) {
        return new OllamaModel(name, 4_000_000_000L, "d", "llama", "8B", List.of("completion"), loaded);
    }

    private static ModelFigures figures(long chats, long failures, long up, long down) {
        return new ModelFigures(
                "default:8b", "d", chats, failures, 100L, 200L, 500, 900, 40, 1, 1, 0, 0, up, down, Instant.EPOCH);
    }
}
