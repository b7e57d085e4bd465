package io.agentaiops.opsscheduler.testing;

import io.agentaiops.eventbus.access.CallerAddress;
import io.agentaiops.eventbus.approval.ApprovalProof;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Callers with tokens as the gateway signs them, and proofs of decisions. */
public final class Callers {

    private Callers() {}

    /** A caller with everything but administration. */
    public static RequestSpecification operator() {
        return RestAssured.given()
                .auth()
                .oauth2(Jwt.subject("ada")
                        .upn("ada")
                        .groups(Set.of("viewer", "operator", "approver"))
                        .issuer("agent-gateway")
                        .audience("agent-aiops")
                        .sign(privateKey()));
    }

    /** A caller who may only look. */
    public static RequestSpecification viewer() {
        return RestAssured.given()
                .auth()
                .oauth2(Jwt.subject("vic")
                        .upn("vic")
                        .groups(Set.of("viewer"))
                        .issuer("agent-gateway")
                        .audience("agent-aiops")
                        .sign(privateKey()));
    }

    /** A caller who may everything. */
    public static RequestSpecification admin() {
        return RestAssured.given().auth().oauth2(adminToken());
    }

    /** The token of a caller who may everything. */
    public static String adminToken() {
        return root().sign(privateKey());
    }

    /** A caller who may everything, from where the gateway says. */
    public static RequestSpecification adminAt(String address) {
        return RestAssured.given()
                .auth()
                .oauth2(root().claim(CallerAddress.CLAIM, address).sign(privateKey()));
    }

    private static JwtClaimsBuilder root() {
        return Jwt.subject("root")
                .upn("root")
                .groups(Set.of("viewer", "operator", "approver", "admin"))
                .issuer("agent-gateway")
                .audience("agent-aiops");
    }

    /** Proof of a decision, signed by the gateway. */
    public static String proof(String approvalId, String planHash, String decision, String role) {
        return proof(approvalId, planHash, decision, role, privateKey());
    }

    /** Proof of a decision, signed by somebody else. */
    public static String forgedProof(String approvalId, String planHash, String decision) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return proof(
                    approvalId,
                    planHash,
                    decision,
                    "approver",
                    generator.generateKeyPair().getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String proof(String approvalId, String planHash, String decision, String role, PrivateKey key) {
        return Jwt.subject("ada")
                .upn("ada")
                .groups(Set.of("viewer", role))
                .issuer("agent-gateway")
                .audience(ApprovalProof.AUDIENCE)
                .claim("approvalId", approvalId)
                .claim("planHash", planHash)
                .claim("decision", decision)
                .expiresIn(600)
                .sign(key);
    }

    private static PrivateKey privateKey() {
        String file = ConfigProvider.getConfig().getValue("AIOPS_JWT_PRIVATE_KEY_FILE", String.class);
        try {
            return io.smallrye.jwt.util.KeyUtils.decodePrivateKey(java.nio.file.Files.readString(Path.of(file)));
        } catch (java.io.IOException | java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
