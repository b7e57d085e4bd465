package io.agentaiops.local.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Reads a stream of server-sent events whose data is JSON. */
final class ServerEvents {

    private static final JsonMapper JSON = new JsonMapper();

    private ServerEvents() {}

    /** Hands over event after event until the stream ends or no more are wanted; comments and ids are skipped. */
    static void read(InputStream stream, Predicate<ServerEvent> wantsMore) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty() && !wantsMore.test(new ServerEvent(name, JSON.readTree(data.toString())))) {
                    return;
                }
                name = "message";
                data.setLength(0);
            } else if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n")
                        .append(line.substring("data:".length()).strip());
            }
        }
    }
}
