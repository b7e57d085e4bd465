package io.agentaiops.ragindexer.index;

import io.agentaiops.ragindexer.index.SearchFilter.Everything;
import io.agentaiops.ragindexer.index.SearchFilter.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filters as OpenSearch wants them. They are part of either side of a query: what is hidden is never even a candidate. */
final class OpenSearchFilters {

    private OpenSearchFilters() {}

    static List<Object> of(SearchFilter filter) {
        List<Object> filters = new ArrayList<>();
        switch (filter.viewers()) {
            case Everything everything -> {}
            case Roles viewers -> filters.add(visibleTo(viewers));
        }
        filter.tags().forEach(tag -> filters.add(Map.of("term", Map.of("tags", tag))));
        anyOf(filters, "kind", filter.kinds());
        anyOf(filters, "owner", filter.owners());
        anyOf(filters, "documentId", filter.documents());
        return filters;
    }

    private static void anyOf(List<Object> filters, String field, List<String> values) {
        if (!values.isEmpty()) {
            filters.add(Map.of("terms", Map.of(field, values)));
        }
    }

    private static Object visibleTo(Roles viewers) {
        Object open = Map.of("bool", Map.of("must_not", List.of(Map.of("exists", Map.of("field", "audience")))));
        Object theirs = Map.of("terms", Map.of("audience", List.copyOf(viewers.roles())));
        return Map.of("bool", Map.of("should", List.of(open, theirs), "minimum_should_match", 1));
    }
}
