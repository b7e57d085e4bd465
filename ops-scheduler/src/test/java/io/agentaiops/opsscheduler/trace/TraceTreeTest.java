package io.agentaiops.opsscheduler.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TraceTreeTest {

    private static final Instant START = Instant.parse("2026-05-04T07:00:00Z");

    @Test
    void spansLieBelowTheirParentsOldestFirst() {
        TraceTree tree = TraceTree.of(
                "t",
                List.of(span("c", "a", 30, 10), span("b", "a", 5, 10), span("a", null, 0, 20), span("d", "c", 35, 90)),
                false);

        assertThat(tree.roots()).extracting(TraceTree.Node::spanId).containsExactly("a");
        assertThat(tree.roots().getFirst().children())
                .extracting(TraceTree.Node::spanId)
                .containsExactly("b", "c");
        assertThat(tree.durationMs()).isEqualTo(125);
        assertThat(tree.spans()).isEqualTo(4);
    }

    @Test
    void whatLedToTheEndIsMarked() {
        TraceTree tree =
                TraceTree.of("t", List.of(span("a", null, 0, 20), span("b", "a", 5, 10), span("c", "a", 6, 90)), false);

        TraceTree.Node root = tree.roots().getFirst();
        assertThat(root.critical()).isTrue();
        assertThat(root.children()).extracting(TraceTree.Node::critical).containsExactly(false, true);
    }

    @Test
    void aRequestThatWaitsForItsAnswerDoesNotHideWhatItWaitedFor() {
        TraceTree tree = TraceTree.of(
                "t",
                List.of(span("a", null, 0, 100), span("b", "a", 1, 2), span("c", "a", 1, 3), span("d", "b", 5, 90)),
                false);

        assertThat(tree.roots().getFirst().children())
                .extracting(TraceTree.Node::critical)
                .containsExactly(true, false);
    }

    @Test
    void aSpanWhoseParentIsNotHereIsARoot() {
        TraceTree tree = TraceTree.of("t", List.of(span("a", "gone", 0, 5), span("b", null, 3, 5)), false);

        assertThat(tree.roots()).extracting(TraceTree.Node::spanId).containsExactly("a", "b");
    }

    @Test
    void spansThatAreTheirOwnAncestorsAreStillShownOnce() {
        TraceTree tree =
                TraceTree.of("t", List.of(span("a", "b", 0, 5), span("b", "a", 1, 5), span("c", "c", 2, 5)), true);

        assertThat(tree.roots()).extracting(TraceTree.Node::spanId).containsExactly("a", "c");
        assertThat(tree.roots().getFirst().children())
                .extracting(TraceTree.Node::spanId)
                .containsExactly("b");
        assertThat(tree.truncated()).isTrue();
    }

    private static StoredSpan span(String id, @Nullable String parent, long offsetMs, long durationMs) {
        return new StoredSpan(
                "agent-gateway",
                "t",
                id,
                parent,
                "span " + id,
                "INTERNAL",
                START.plusMillis(offsetMs),
                durationMs * 1_000_000,
                false,
                Map.of());
    }
}
