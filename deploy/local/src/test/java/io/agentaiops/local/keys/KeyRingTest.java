package io.agentaiops.local.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

    @TempDir
    private Path home = Path.of("");

    @Test
    void secretsAreForTheirOwnerOnly() throws Exception {
        KeyRing keys = new KeyRing(home).complete();

        for (Path secret : List.of(
                keys.adminKey(),
                keys.alertRouterKey(),
                keys.toolRunnerKey(),
                keys.conversationKey(),
                keys.jwtPrivateKey(),
                keys.databasePassword())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void adminKeyCarries256Bits() {
        String key = KeyRing.read(new KeyRing(home).complete().adminKey());

        assertThat(key).startsWith("aiops_");
        assertThat(Base64.getUrlDecoder().decode(key.substring("aiops_".length())))
                .hasSize(32);
    }

    @Test
    void conversationKeyIs32BytesOfBase64() {
        assertThat(Base64.getDecoder()
                        .decode(KeyRing.read(new KeyRing(home).complete().conversationKey())))
                .hasSize(32);
    }

    @Test
    void existingKeysStay() {
        KeyRing keys = new KeyRing(home).complete();
        String admin = KeyRing.read(keys.adminKey());
        String signing = KeyRing.read(keys.jwtPrivateKey());

        keys.complete();

        assertThat(KeyRing.read(keys.adminKey())).isEqualTo(admin);
        assertThat(KeyRing.read(keys.jwtPrivateKey())).isEqualTo(signing);
    }

    @Test
    void keysThatOpenDoorsAreMadeAnewAndThoseThatSealDataStay() {
        KeyRing keys = new KeyRing(home).complete();
        List<Path> doors = List.of(
                keys.adminKey(),
                keys.alertRouterKey(),
                keys.toolRunnerKey(),
                keys.jwtPrivateKey(),
                keys.jwtPublicKey());
        List<Path> seals = List.of(
                keys.conversationKey(),
                keys.pseudonymKey(),
                keys.backupKey(),
                keys.auditPrivateKey(),
                keys.databasePassword());
        List<String> oldDoors = doors.stream().map(KeyRing::read).toList();
        List<String> oldSeals = seals.stream().map(KeyRing::read).toList();

        keys.renew();

        assertThat(doors.stream().map(KeyRing::read)).doesNotContainAnyElementsOf(oldDoors);
        assertThat(seals.stream().map(KeyRing::read)).isEqualTo(oldSeals);
    }

    @Test
    void publicKeyVerifiesWhatThePrivateKeySigned() throws Exception {
        KeyRing keys = new KeyRing(home).complete();
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(rsa.generatePrivate(new PKCS8EncodedKeySpec(decoded(keys.jwtPrivateKey()))));
        signer.update(new byte[] {1, 2, 3});
        byte[] signature = signer.sign();

        signer.initVerify(rsa.generatePublic(new X509EncodedKeySpec(decoded(keys.jwtPublicKey()))));
        signer.update(new byte[] {1, 2, 3});

        assertThat(signer.verify(signature)).isTrue();
    }

    private static byte[] decoded(Path pem) {
        return Base64.getDecoder()
                .decode(KeyRing.read(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
    }
}
