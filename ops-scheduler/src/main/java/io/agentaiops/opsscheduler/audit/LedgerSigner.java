package io.agentaiops.opsscheduler.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Signs what must be believed later: heads of the audit chain and certificates of purges. Ed25519 (RFC 8032), keys as PEM
 * files; whoever has the public one can check without us.
 */
@ApplicationScoped
public class LedgerSigner {

    private static final String ALGORITHM = "Ed25519";

    private final Optional<Path> privateKey;
    private final Optional<Path> publicKey;

    LedgerSigner(
            @ConfigProperty(name = "aiops.audit.private-key-file") Optional<Path> privateKey,
            @ConfigProperty(name = "aiops.audit.public-key-file") Optional<Path> publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Whether there are keys to sign and to check with. */
    public boolean able() {
        return privateKey.isPresent() && publicKey.isPresent();
    }

    /** The signature of a text, in Base64. */
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(readPrivate(privateKey.orElseThrow(LedgerSigner::missing)));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot sign with the audit key: " + e.getMessage(), e);
        }
    }

    /** Whether we signed that text. */
    public boolean signed(String text, String base64) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(readPublic(publicKey.orElseThrow(LedgerSigner::missing)));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException | SignatureException e) {
            // What is no signature at all is none of ours.
            return false;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot check with the audit key: " + e.getMessage(), e);
        }
    }

    private static IllegalStateException missing() {
        return new IllegalStateException("there is no audit key: name its files in AIOPS_AUDIT_PRIVATE_KEY_FILE and"
                + " AIOPS_AUDIT_PUBLIC_KEY_FILE (openssl genpkey -algorithm ed25519)");
    }

    private static PrivateKey readPrivate(Path file) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pem(file)));
    }

    private static PublicKey readPublic(Path file) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(pem(file)));
    }

    private static byte[] pem(Path file) throws IOException {
        return Base64.getMimeDecoder()
                .decode(Files.readString(file)
                        .replaceAll("-----[A-Z ]+-----", "")
                        .strip());
    }
}
