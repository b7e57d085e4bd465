package io.agentaiops.local.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The keys of one stack. A key that exists is never replaced, but by {@link #renew}.
 *
 * @param home the stack's folder, {@code .aiops}
 */
public record KeyRing(Path home) {

    private static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx--x--x");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The person's key for the gateway. */
    public Path adminKey() {
        return home.resolve("admin.key");
    }

    /** The key by which alert-router calls the gateway. */
    public Path alertRouterKey() {
        return folder().resolve("alert-router.key");
    }

    /** The key by which tool-runner asks the other services through the gateway. */
    public Path toolRunnerKey() {
        return folder().resolve("tool-runner.key");
    }

    /** The master key of the encrypted conversations, 32 bytes as Base64. */
    public Path conversationKey() {
        return folder().resolve("conversations.key");
    }

    /** The key of the pseudonyms of personal data in logs and audit, 32 bytes as Base64. */
    public Path pseudonymKey() {
        return folder().resolve("pseudonyms.key");
    }

    /** The key of the backups, 32 bytes as Base64; the one key that is in no backup: keep a copy elsewhere. */
    public Path backupKey() {
        return folder().resolve("backup.key");
    }

    /** The key that signs heads of the audit ledger and certificates of purges; for ops-scheduler alone. */
    public Path auditPrivateKey() {
        return folder().resolve("audit-private.pem");
    }

    /** The key by which everybody checks them. */
    public Path auditPublicKey() {
        return folder().resolve("audit-public.pem");
    }

    /** Where all keys but the admin's lie. */
    public Path folder() {
        return home.resolve("keys");
    }

    /** What a backup wraps: without these files what the database holds cannot be read. */
    public List<Path> wrapped() {
        return List.of(
                adminKey(),
                alertRouterKey(),
                toolRunnerKey(),
                conversationKey(),
                pseudonymKey(),
                jwtPrivateKey(),
                jwtPublicKey(),
                auditPrivateKey(),
                auditPublicKey());
    }

    /** The key that signs the gateway's tokens; for the gateway alone. */
    public Path jwtPrivateKey() {
        return folder().resolve("jwt-private.pem");
    }

    /** The key by which every service checks a token. */
    public Path jwtPublicKey() {
        return folder().resolve("jwt-public.pem");
    }

    /** The password of the database. */
    public Path databasePassword() {
        return folder().resolve("database.password");
    }

    /** Makes every key that is missing. */
    public KeyRing complete() {
        try {
            Files.createDirectories(folder());
            Files.setPosixFilePermissions(folder(), OWNER_FOLDER);
            secret(adminKey(), "aiops_" + token());
            secret(alertRouterKey(), "aiops_" + token());
            secret(toolRunnerKey(), "aiops_" + token());
            secret(conversationKey(), Base64.getEncoder().encodeToString(random()));
            secret(pseudonymKey(), Base64.getEncoder().encodeToString(random()));
            secret(backupKey(), Base64.getEncoder().encodeToString(random()));
            secret(databasePassword(), token());
            if (!Files.exists(jwtPrivateKey()) || !Files.exists(jwtPublicKey())) {
                pair("RSA", 2048, jwtPrivateKey(), jwtPublicKey());
            }
            if (!Files.exists(auditPrivateKey()) || !Files.exists(auditPublicKey())) {
                pair("Ed25519", 255, auditPrivateKey(), auditPublicKey());
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the keys into " + folder() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes those keys anew that open doors: the administrator's, those of the services, and the pair that signs tokens. Keys
     * that seal stored data stay, for nothing else can open it. No service may run meanwhile. Ended half way, the next
     * {@link #complete} makes the rest.
     */
    public KeyRing renew() {
        try {
            for (Path key : List.of(adminKey(), alertRouterKey(), toolRunnerKey(), jwtPrivateKey(), jwtPublicKey())) {
                Files.deleteIfExists(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove a key: " + e.getMessage(), e);
        }
        return complete();
    }

    /** The text of a key file. */
    public static String read(Path key) {
        try {
            return Files.readString(key).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key " + key, e);
        }
    }

    private static void pair(String algorithm, int bits, Path privateKey, Path publicKey) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            Files.deleteIfExists(privateKey);
            Files.deleteIfExists(publicKey);
            secret(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            secret(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            Files.setPosixFilePermissions(publicKey, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + algorithm, e);
        }
    }

    private static String pem(String label, byte[] key) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key);
        return "-----BEGIN %s-----\n%s\n-----END %s-----".formatted(label, body, label);
    }

    private static void secret(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(file, text + "\n", StandardOpenOption.WRITE);
    }

    private static String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
    }

    private static byte[] random() {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
