package io.agentaiops.alertrouter.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContactParserTest {

    @Test
    void thePageOfThisRepositoryTellsLevelsVendorsAndTeams() throws IOException {
        List<Contact> contacts = ContactParser.parse(Files.readString(Path.of("../documents/contacts.md")));

        assertThat(contacts)
                .extracting(Contact::name)
                .contains("Operations Team", "On-call Manager", "Cloud Provider", "Hardware Vendor", "Database Team");
        assertThat(contacts)
                .filteredOn(contact -> contact.name().equals("Hardware Vendor"))
                .singleElement()
                .satisfies(vendor -> {
                    assertThat(vendor.kind()).isEqualTo("Vendors");
                    assertThat(vendor.reach()).isEqualTo("hardware@vendor.com");
                    assertThat(vendor.details()).containsKeys("For", "Have ready");
                });
    }

    @Test
    void markupIsTakenAwayAndOtherTablesArePassedOver() {
        assertThat(ContactParser.parse("""
                        # A
                        | Step | What |
                        | --- | --- |
                        | 1 | *look* |

                        ## B
                        | Who | Reach | Call when |
                        | --- | --- | --- |
                        | **Ada** | `ext. 1` | [always](x.md) |
                        | Nobody |
                        """))
                .contains(new Contact("B", "Ada", "ext. 1", Map.of("Call when", "always")))
                .extracting(Contact::kind)
                .containsOnly("B");
        assertThat(ContactParser.parse("")).isEmpty();
    }
}
