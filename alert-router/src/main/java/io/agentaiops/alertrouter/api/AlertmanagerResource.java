package io.agentaiops.alertrouter.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What the answers of Alertmanager's API have in common: nothing is cached, and an error's body is one JSON string. */
abstract class AlertmanagerResource {

    static Response ok(Object body) {
        return answer(200).entity(body).build();
    }

    static Response ok() {
        return answer(200).build();
    }

    static Response notFound() {
        return answer(404).build();
    }

    static Response badRequest(String message) {
        return answer(400).entity(quoted(message)).build();
    }

    static Response forbidden(String message) {
        return answer(403).entity(quoted(message)).build();
    }

    static Response unavailable(String message) {
        return answer(503).header("Retry-After", 5).entity(quoted(message)).build();
    }

    private static Response.ResponseBuilder answer(int status) {
        return Response.status(status).type(MediaType.APPLICATION_JSON).header("Cache-Control", "no-store");
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
