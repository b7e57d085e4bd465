package io.agentaiops.agentgateway.proxy;

import io.agentaiops.agentgateway.peer.Peer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which paths belong to which service. The owner serves them under the same path. */
final class Routes {

    private static final String V1 = "/api/v1/";
    private static final String ALERTMANAGER = "/api/v2";

    private static final Map<Peer, List<String>> OWNED = Map.of(
            Peer.TOOL_RUNNER, List.of("tools", "tool-calls"),
            Peer.RAG_INDEXER, List.of("documents", "search", "knowledge"),
            Peer.OPS_SCHEDULER, List.of("procedures", "operations", "backups", "compliance", "audit", "logs", "traces"),
            Peer.ALERT_ROUTER,
                    List.of(
                            "alerts",
                            "silences",
                            "receivers",
                            "notifications",
                            "thresholds",
                            "on-call",
                            "drills",
                            "escalations"));

    private Routes() {}

    /** The owner of a path, if it is not the gateway itself. */
    static Optional<Peer> ownerOf(String path) {
        if (path.equals(ALERTMANAGER) || path.startsWith(ALERTMANAGER + "/")) {
            return Optional.of(Peer.ALERT_ROUTER);
        }
        if (!path.startsWith(V1) || hidesAnotherPath(path)) {
            return Optional.empty();
        }
        String first = path.substring(V1.length()).split("/", 2)[0];
        return Arrays.stream(Peer.values())
                .filter(peer -> OWNED.getOrDefault(peer, List.of()).contains(first))
                .findFirst();
    }

    /** A path that would be another one after its dots are resolved is nobody's. */
    private static boolean hidesAnotherPath(String path) {
        return path.contains("/../") || path.endsWith("/..") || path.contains("//");
    }
}
