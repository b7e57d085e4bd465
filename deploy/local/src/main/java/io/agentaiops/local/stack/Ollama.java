package io.agentaiops.local.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * The model server, which is never started here.
 *
 * @param address where it should be
 * @param answers whether it is
 */
public record Ollama(String address, boolean answers) {

    /** Asks the server for its version. */
    public static Ollama at(String address) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(address + "/api/version").toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            return new Ollama(address, connection.getResponseCode() == 200);
        } catch (IOException | IllegalArgumentException e) {
            return new Ollama(address, false);
        }
    }

    /** What that means for a person. */
    public String sentence() {
        return answers
                ? "Ollama answers at " + address
                : "Ollama does not answer at " + address + ": without a model, answers come from the runbooks";
    }
}
