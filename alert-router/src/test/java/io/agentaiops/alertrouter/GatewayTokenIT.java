package io.agentaiops.alertrouter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The gateway's own tokens are taken beside API keys, with the roles that stand in them. */
@QuarkusTest
class GatewayTokenIT {

    private static String token(String role, String audience) throws IOException, GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String content = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "."
                + encoded("""
                        {"iss":"agent-gateway","aud":"%s","sub":"ada","upn":"ada","groups":["%s"],"iat":%d,"exp":%d}
                        """.formatted(audience, role, now, now + 60));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(privateKey());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static PrivateKey privateKey() throws IOException, GeneralSecurityException {
        String file = ConfigProvider.getConfig().getValue("aiops.test.jwt.private-key", String.class);
        String pem = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    }

    @Test
    void tokenIsTakenWithItsRoles() throws IOException, GeneralSecurityException {
        given().auth()
                .oauth2(token("viewer", "agent-aiops"))
                .get("/api/v1/thresholds")
                .then()
                .statusCode(200)
                .body("items[0].alert", equalTo("HighCpuUsage"));
        given().auth()
                .oauth2(token("viewer", "agent-aiops"))
                .post("/-/reload")
                .then()
                .statusCode(403);
    }

    @Test
    void tokenForAnotherPurposeIsRefused() throws IOException, GeneralSecurityException {
        given().auth()
                .oauth2(token("admin", "approval"))
                .get("/api/v1/thresholds")
                .then()
                .statusCode(401);
    }
}
