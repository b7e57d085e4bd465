package io.agentaiops.agentgateway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * An identity provider: discovery (OpenID Connect Discovery 1.0), keys (RFC 7517) and, in place of a login, a path that
 * signs the claims that it is sent (RS256, RFC 7518). {@code /sign-as-another} signs them with a key that is not
 * published, under the name of the published one. Browsers may come too: the code flow (RFC 6749) with PKCE (RFC 7636) lets
 * in whoever {@code /next} was told of last, for as long as those claims say.
 */
public final class OidcServer implements AutoCloseable {

    private static final String KEY_ID = "key-1";

    private final HttpServer server;
    private final KeyPair published;
    private final KeyPair other;
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private volatile byte[] next = {};

    OidcServer(int port) throws IOException {
        this.published = newKey();
        this.other = newKey();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        String issuer = "http://127.0.0.1:" + port;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, "application/json", """
                        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                         "jwks_uri":"%1$s/jwks","response_types_supported":["code"],
                         "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}
                        """.formatted(issuer)));
        server.createContext("/jwks", exchange -> answer(exchange, "application/json", jwks()));
        server.createContext("/sign", exchange -> answer(exchange, "application/jwt", sign(exchange, published)));
        server.createContext(
                "/sign-as-another", exchange -> answer(exchange, "application/jwt", sign(exchange, other)));
        server.createContext("/next", exchange -> {
            next = exchange.getRequestBody().readAllBytes();
            answer(exchange, "text/plain", "");
        });
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String jwks() {
        RSAPublicKey key = (RSAPublicKey) published.getPublic();
        return """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}""".formatted(KEY_ID, unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        challenges.put(code, asked.getOrDefault("code_challenge", ""));
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        asked.get("redirect_uri") + "?code=" + code + "&state="
                                + URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean renews = "refresh_token".equals(asked.get("grant_type"));
        String proven = base64(digest(asked.getOrDefault("code_verifier", "")));
        if (!renews && !proven.equals(challenges.remove(asked.getOrDefault("code", "")))) {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
            return;
        }
        String token = sign(next, published);
        answer(exchange, "application/json", """
                {"access_token":"%1$s","id_token":"%1$s","refresh_token":"again","token_type":"Bearer"}""".formatted(token));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> a));
    }

    private static String sign(HttpExchange exchange, KeyPair key) throws IOException {
        return sign(exchange.getRequestBody().readAllBytes(), key);
    }

    private static String sign(byte[] claims, KeyPair key) {
        String signed = base64(("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}")
                        .getBytes(StandardCharsets.UTF_8))
                + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
