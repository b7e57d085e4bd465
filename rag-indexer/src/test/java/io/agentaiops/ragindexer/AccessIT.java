package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.ragindexer.source.SourceConfig;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A document for an audience is there for nobody else. */
@QuarkusTest
class AccessIT {

    private static final String ID = "vault.md";

    @Inject
    SourceConfig config;

    @BeforeEach
    void saved() throws IOException {
        Files.writeString(
                config.folder().resolve(ID),
                "---\naudience: [approver]\n---\n# Vault\n\nThe vault opens at quarter past.\n");
        Files.writeString(
                config.folder().resolve("lobby.md"), "# Lobby\n\nThe lobby beside the vault is always open.\n");
    }

    @Test
    @TestSecurity(
            user = "paul",
            roles = {"viewer", "approver"})
    void itsAudienceFindsIt() {
        Knowledge.awaitFound("when does the vault open", ID, Knowledge.SOON);
        assertThat(Knowledge.field(ID, "audience")).isEqualTo("[approver]");
    }

    @Test
    @TestSecurity(
            user = "vera",
            roles = {"viewer", "operator"})
    void whatAHiddenDocumentSaysTooIsFoundInTheOpenOneAndTheHiddenOneIsNotNamed() throws IOException {
        String said = "# Keys\n\nThe spare keys hang behind the barometer.\n";
        Files.writeString(config.folder().resolve("keys.md"), "---\naudience: [approver]\n---\n" + said);
        Files.writeString(config.folder().resolve("keys-for-all.md"), said);
        Knowledge.awaitFound("where do the spare keys hang", "keys-for-all.md", Knowledge.SOON);
        Knowledge.awaitIdle();

        JsonPath answer =
                Knowledge.search("where do the spare keys hang behind").jsonPath();

        assertThat(answer.getString("results[0].documentId")).isEqualTo("keys-for-all.md");
        assertThat(answer.getList("results[0].alsoIn")).isEmpty();
    }

    @Test
    @TestSecurity(
            user = "root",
            roles = {"viewer", "admin"})
    void administratorsFindIt() {
        Knowledge.awaitFound("when does the vault open", ID, Knowledge.SOON);
    }

    @Test
    @TestSecurity(
            user = "vera",
            roles = {"viewer", "operator"})
    void othersFindItNeitherBySearchNorByItsId() {
        Knowledge.awaitFound("when does the vault open", "lobby.md", Knowledge.SOON);
        Knowledge.awaitIdle();

        for (String mode : new String[] {"hybrid", "lexical", "vector"}) {
            assertThat(given().queryParam("q", "when does the vault open")
                            .queryParam("mode", mode)
                            .get("/api/v1/search")
                            .jsonPath()
                            .getList("results.documentId", String.class))
                    .as(mode)
                    .isNotEmpty()
                    .doesNotContain(ID);
        }
        given().get("/api/v1/documents/" + ID).then().statusCode(404);
        assertThat(given().queryParam("limit", 500)
                        .get("/api/v1/documents")
                        .jsonPath()
                        .getList("items.documentId", String.class))
                .doesNotContain(ID);
    }
}
