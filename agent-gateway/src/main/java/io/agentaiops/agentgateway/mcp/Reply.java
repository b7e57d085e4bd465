package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a method of the protocol answers. */
sealed interface Reply {

    /** A result. */
    record Result(ObjectNode content) implements Reply {}

    /**
     * An error of the protocol.
     *
     * @param status HTTP status, where the era tells errors by it
     * @param code of JSON-RPC
     * @param message for people
     * @param data what else is known
     */
    record Failure(
            int status, int code, String message, @Nullable ObjectNode data) implements Reply {

        static final int PARSE_ERROR = -32700;
        static final int INVALID_REQUEST = -32600;
        static final int METHOD_NOT_FOUND = -32601;
        static final int INVALID_PARAMS = -32602;
        static final int INTERNAL = -32603;
        static final int RESOURCE_NOT_FOUND = -32002;
        static final int HEADER_MISMATCH = -32020;
        static final int UNSUPPORTED_VERSION = -32022;

        static Failure of(int status, int code, String message) {
            return new Failure(status, code, message, null);
        }

        static Failure invalidParams(String message) {
            return of(200, INVALID_PARAMS, message);
        }
    }
}
