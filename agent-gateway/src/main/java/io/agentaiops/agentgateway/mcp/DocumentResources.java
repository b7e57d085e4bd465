package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerHttp;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The documents as resources: {@code aiops://documents/guides/backups.md}. */
@ApplicationScoped
class DocumentResources {

    private static final String BASE = "aiops://documents/";
    private static final String PAGE = "100";

    private final PeerHttp http;

    DocumentResources(PeerHttp http) {
        this.http = http;
    }

    /** The address of a document. */
    static String uri(String documentId) {
        return BASE + path(documentId);
    }

    /** A page of them, in the order of their addresses. */
    ObjectNode list(@Nullable String cursor, Caller caller) throws PeerUnavailable {
        Map<String, String> query = new HashMap<>(Map.of("limit", PAGE));
        if (cursor != null) {
            query.put("cursor", cursor);
        }
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode resources = page.putArray("resources");
        http.get(Peer.RAG_INDEXER, "/api/v1/documents", query, caller).ifPresent(reply -> {
            reply.path("items").forEach(document -> resources.add(resource(document)));
            if (reply.hasNonNull("nextCursor")) {
                page.put("nextCursor", reply.path("nextCursor").asText());
            }
        });
        return page;
    }

    /** How addresses are made. */
    static ObjectNode templates() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.putArray("resourceTemplates")
                .addObject()
                .put("uriTemplate", BASE + "{+documentId}")
                .put("name", "document")
                .put("title", "A document of the team")
                .put("description", "Runbooks, guides and procedures, as search_documents names them.");
        return page;
    }

    /** The text of one, if there is one at that address. */
    Optional<ObjectNode> read(String uri, Caller caller) throws PeerUnavailable {
        Optional<String> id = documentId(uri);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return http.get(Peer.RAG_INDEXER, "/api/v1/documents/" + path(id.get()), Map.of(), caller)
                .filter(document -> document.hasNonNull("content"))
                .map(document -> contents(uri, document));
    }

    private static ObjectNode contents(String uri, JsonNode document) {
        ObjectNode contents = JsonNodeFactory.instance.objectNode();
        contents.putArray("contents")
                .addObject()
                .put("uri", uri)
                .put("mimeType", document.path("mediaType").asText("text/plain"))
                .put("text", document.path("content").asText());
        return contents;
    }

    private static ObjectNode resource(JsonNode document) {
        String id = document.path("documentId").asText();
        return JsonNodeFactory.instance
                .objectNode()
                .put("uri", uri(id))
                .put("name", id)
                .put("title", document.path("title").asText(id))
                .put("mimeType", document.path("mediaType").asText("text/plain"));
    }

    /** A path that would be another one after its dots are resolved names no document. */
    private static Optional<String> documentId(String uri) {
        try {
            String id = uri.startsWith(BASE)
                    ? URI.create("x:/" + uri.substring(BASE.length())).getPath()
                    : null;
            return Optional.ofNullable(id)
                    .map(path -> path.substring(1))
                    .filter(path -> !path.isBlank()
                            && Arrays.stream(path.split("/", -1))
                                    .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals("..")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String path(String documentId) {
        return Arrays.stream(documentId.split("/", -1)).map(PeerHttp::encode).collect(Collectors.joining("/"));
    }
}
