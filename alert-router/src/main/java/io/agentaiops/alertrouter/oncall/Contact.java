package io.agentaiops.alertrouter.oncall;

import java.util.Map;

/**
 * Somebody to call, as a row of the page of contacts has it.
 *
 * @param kind the section of the page, such as {@code Vendors}
 * @param name who: the text of the column {@code Who}, {@code Vendor}, {@code Team} or {@code What}
 * @param reach number or address
 * @param details the other columns by their headings
 */
record Contact(String kind, String name, String reach, Map<String, String> details) {

    Contact {
        details = Map.copyOf(details);
    }
}
