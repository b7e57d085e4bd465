package io.agentaiops.ragindexer.index;

import java.util.List;
import java.util.Set;

/**
 * Which documents a search looks at. Everything holds at once.
 *
 * @param viewers who asks: documents for an audience are found only by these roles, or by nobody when there are none
 * @param tags documents must have all of these
 * @param kinds documents must be of one of these, if any
 * @param owners documents must be kept by one of these, if any
 * @param documents must be one of these, if any
 */
public record SearchFilter(
        Viewers viewers, List<String> tags, List<String> kinds, List<String> owners, List<String> documents) {

    public SearchFilter {
        tags = List.copyOf(tags);
        kinds = List.copyOf(kinds);
        owners = List.copyOf(owners);
        documents = List.copyOf(documents);
    }

    /** Who asks. */
    public sealed interface Viewers {

        /** Somebody with these roles: from administrators nothing is hidden. */
        static Viewers of(Set<String> roles) {
            return roles.contains("admin") ? new Everything() : new Roles(roles);
        }

        /** Whether they see what is for that audience; an empty one is everybody. */
        default boolean see(List<String> audience) {
            return switch (this) {
                case Everything everything -> true;
                case Roles roles -> audience.isEmpty() || audience.stream().anyMatch(roles.roles()::contains);
            };
        }
    }

    /** Somebody with these roles. */
    public record Roles(Set<String> roles) implements Viewers {
        public Roles {
            roles = Set.copyOf(roles);
        }
    }

    /** The service itself, or an administrator: nothing is hidden. */
    public record Everything() implements Viewers {}

    /** Nothing but who asks. */
    public static SearchFilter of(Viewers viewers) {
        return new SearchFilter(viewers, List.of(), List.of(), List.of(), List.of());
    }

    /** Every document. */
    public static SearchFilter none() {
        return of(new Everything());
    }
}
