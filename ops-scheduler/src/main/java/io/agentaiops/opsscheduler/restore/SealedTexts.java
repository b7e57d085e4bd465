package io.agentaiops.opsscheduler.restore;

import io.agentaiops.opsscheduler.archive.Archive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether sealed conversations of a restored database open with the keys of the same backup. The columns say so in their
 * comments ({@code sealed with COLUMN}); the form is agent-gateway's: one byte of key version, twelve of nonce, then
 * AES-256-GCM bound to the column's text. Texts are opened and not looked at.
 */
final class SealedTexts {

    private static final String KEYS = "files/keys.zip";
    private static final String KEY_FILE = "conversations.key";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private static final String COLUMNS = """
            select format('select %I::text as context, %I as sealed from %s where %I is not null limit 50',
                substring(d.description from 'sealed with ([a-z_]+)'), a.attname, c.oid::regclass, a.attname)
            from pg_description d join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
            join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
            where d.description ~ 'sealed with [a-z_]+' and a.atttypid = 'bytea'::regtype and c.relkind in ('r', 'p')""";

    private final Connection connection;

    SealedTexts(Connection connection) {
        this.connection = connection;
    }

    void check(Archive archive, List<String> faults, List<String> checks) throws SQLException, IOException {
        Map<Byte, byte[]> keys = keys(archive);
        int opened = 0;
        int unreadable = 0;
        for (String question : questions()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(question)) {
                while (row.next()) {
                    if (opens(row.getBytes("sealed"), row.getString("context"), keys)) {
                        opened++;
                    } else {
                        unreadable++;
                    }
                }
            }
        }
        if (unreadable > 0) {
            faults.add(unreadable + " of " + (opened + unreadable)
                    + " sealed texts do not open with the keys of this backup: is " + KEY_FILE + " in it?");
        } else {
            checks.add(opened + " sealed texts opened with the wrapped keys");
        }
    }

    private List<String> questions() throws SQLException {
        List<String> questions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                questions.add(row.getString(1));
            }
        }
        return questions;
    }

    private static boolean opens(byte[] sealed, String context, Map<Byte, byte[]> keys) {
        byte[] key = sealed.length <= 1 + NONCE_BYTES ? null : keys.get(sealed[0]);
        if (key == null) {
            return false;
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BITS, Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES)));
            cipher.updateAAD(new byte[] {sealed[0]});
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            cipher.doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Lines {@code VERSION:BASE64}, or one bare key of version 1. */
    private static Map<Byte, byte[]> keys(Archive archive) throws IOException {
        Map<Byte, byte[]> keys = new HashMap<>();
        UnpackedZip.read(archive, KEYS, (name, content) -> {
            if (name.equals(KEY_FILE)) {
                new String(content.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .forEach(line -> {
                            int colon = line.indexOf(':');
                            byte version = colon < 0
                                    ? 1
                                    : Byte.parseByte(line.substring(0, colon).strip());
                            keys.put(
                                    version,
                                    Base64.getDecoder()
                                            .decode(line.substring(colon + 1).strip()));
                        });
            }
        });
        return keys;
    }
}
