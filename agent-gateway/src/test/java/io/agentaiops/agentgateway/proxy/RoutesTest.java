package io.agentaiops.agentgateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.peer.Peer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoutesTest {

    @Test
    void eachPathHasItsOwner() {
        assertThat(Routes.ownerOf("/api/v1/tools")).contains(Peer.TOOL_RUNNER);
        assertThat(Routes.ownerOf("/api/v1/tool-calls/7")).contains(Peer.TOOL_RUNNER);
        assertThat(Routes.ownerOf("/api/v1/search/evaluate")).contains(Peer.RAG_INDEXER);
        assertThat(Routes.ownerOf("/api/v1/operations/x/events")).contains(Peer.OPS_SCHEDULER);
        assertThat(Routes.ownerOf("/api/v1/logs")).contains(Peer.OPS_SCHEDULER);
        assertThat(Routes.ownerOf("/api/v1/traces/abc")).contains(Peer.OPS_SCHEDULER);
        assertThat(Routes.ownerOf("/api/v1/alerts/route-test")).contains(Peer.ALERT_ROUTER);
        assertThat(Routes.ownerOf("/api/v2/silences")).contains(Peer.ALERT_ROUTER);
    }

    @Test
    void theGatewaysOwnPathsAndLookalikesHaveNone() {
        assertThat(Routes.ownerOf("/api/v1/queries")).isEmpty();
        assertThat(Routes.ownerOf("/api/v1/toolsmith")).isEmpty();
        assertThat(Routes.ownerOf("/api/v2x")).isEmpty();
        assertThat(Routes.ownerOf("/api/v1/tools/../keys")).isEmpty();
    }

    @Property
    void noPathMakesItStumble(@ForAll String rest) {
        assertThat(Routes.ownerOf("/api/v1/" + rest)).isNotNull();
    }
}
