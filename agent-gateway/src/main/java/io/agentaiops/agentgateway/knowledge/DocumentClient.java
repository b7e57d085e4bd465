package io.agentaiops.agentgateway.knowledge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerHttp;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Hands documents to rag-indexer. The same document handed over twice is one document. */
@ApplicationScoped
public class DocumentClient {

    private static final Logger LOG = Logger.getLogger(DocumentClient.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> MAY_UPLOAD = Set.of("viewer", "operator");

    private final PeerHttp http;
    private final ObjectMapper json;

    DocumentClient(PeerHttp http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    /** Whether rag-indexer took the Markdown document; it can be found when {@code document.indexed} is heard. */
    public boolean publish(String documentId, String title, String markdown, List<String> tags, String approver) {
        ObjectNode body = json.createObjectNode()
                .put("documentId", documentId)
                .put("title", title)
                .put("mediaType", "text/markdown")
                .put("content", markdown);
        tags.forEach(tag -> body.withArray("tags").add(tag));
        try {
            return http.post(Peer.RAG_INDEXER, "/api/v1/documents", body, new Caller(approver, MAY_UPLOAD), PATIENCE)
                    .isPresent();
        } catch (PeerUnavailable e) {
            LOG.warnf("document not handed over, it is tried again documentId=%s cause=%s", documentId, e.reason());
            return false;
        }
    }
}
