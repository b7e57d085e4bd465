package io.agentaiops.agentgateway.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SealedColumnsIT {

    private static final String OLD = "1:" + key(11);
    private static final String NEW = "2:" + key(12);

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void aTableWithTextUnderTheOldKey() {
        jdbi.useHandle(handle -> {
            handle.execute("create table rotation_try (name text primary key, body bytea)");
            handle.execute("comment on column rotation_try.body is 'sealed with name'");
            ConversationCipher old = new ConversationCipher(ConversationKeys.parse(List.of(OLD)));
            for (int i = 0; i < 450; i++) {
                handle.execute("insert into rotation_try values (?, ?)", "n" + i, old.seal("text " + i, "n" + i));
            }
            handle.execute("insert into rotation_try values ('empty', null)");
        });
    }

    @AfterEach
    void itGoes() {
        jdbi.useHandle(handle -> handle.execute("drop table rotation_try"));
    }

    @Test
    void whatLiesUnderAnOldKeyIsBroughtUnderTheNewOneInSmallStepsAndTheOldOneCanGo() {
        ConversationCipher both = new ConversationCipher(ConversationKeys.parse(List.of(OLD, NEW)));
        SealedColumns columns = new SealedColumns(jdbi, both);
        SealedColumn column = columns.all().stream()
                .filter(each -> each.table().equals("rotation_try"))
                .findFirst()
                .orElseThrow();
        assertThat(columns.versions(column)).isEqualTo(Map.of(1, 450L));

        int first = QuarkusTransaction.requiringNew().call(() -> columns.reseal(column, 2, 200));

        assertThat(first).isEqualTo(200);
        assertThat(columns.versions(column)).isEqualTo(Map.of(1, 250L, 2, 200L));
        QuarkusTransaction.requiringNew().run(() -> columns.reseal(column, 2, 200));
        int last = QuarkusTransaction.requiringNew().call(() -> columns.reseal(column, 2, 200));
        assertThat(last).isEqualTo(50);
        assertThat(columns.versions(column)).isEqualTo(Map.of(2, 450L));
        ConversationCipher newest = new ConversationCipher(ConversationKeys.parse(List.of(NEW)));
        byte[] body = jdbi.withHandle(handle -> handle.createQuery("select body from rotation_try where name = 'n449'")
                .mapTo(byte[].class)
                .one());
        assertThat(newest.open(body, "n449")).isEqualTo("text 449");
    }

    @Test
    void aValueThatCannotBeDecryptedKeepsNoOtherUnderTheOldKey() {
        jdbi.useHandle(handle -> handle.execute("insert into rotation_try values ('broken', '\\x0102'::bytea)"));
        SealedColumns columns =
                new SealedColumns(jdbi, new ConversationCipher(ConversationKeys.parse(List.of(OLD, NEW))));
        SealedColumn column = columns.all().stream()
                .filter(each -> each.table().equals("rotation_try"))
                .findFirst()
                .orElseThrow();

        int moved = QuarkusTransaction.requiringNew().call(() -> columns.reseal(column, 2, 1_000));

        assertThat(moved).isEqualTo(450);
        assertThat(columns.versions(column)).isEqualTo(Map.of(1, 1L, 2, 450L));
    }

    private static String key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
