package io.agentaiops.agentgateway.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a key may do. Each of the first four may do what those before it may. */
public enum Role {
    VIEWER(List.of("viewer")),
    OPERATOR(List.of("viewer", "operator")),
    APPROVER(List.of("viewer", "operator", "approver")),
    ADMIN(List.of("viewer", "operator", "approver", "admin")),
    /** Another service of the platform; may do nothing that people may do. */
    SERVICE(List.of("service"));

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final Set<String> implied;

    Role(List<String> implied) {
        this.implied = Set.copyOf(implied);
    }

    /** The name used over REST, in tokens and in the database. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** This role and those it implies, by label. */
    public Set<String> implied() {
        return implied;
    }

    /** The role of that label. */
    @JsonCreator
    public static Role of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "role must be viewer, operator, approver, admin or service but is " + label));
    }
}
