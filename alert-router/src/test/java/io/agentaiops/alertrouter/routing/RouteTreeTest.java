package io.agentaiops.alertrouter.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.Matcher.Operator;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RouteTreeTest {

    /** A route without a place in a tree. */
    record Shape(String label, String value, boolean goesOn, List<Shape> children) {}

    private static Route route(String id, String receiver, String matchers, boolean goesOn, Route... children) {
        Matchers parsed = matchers.isEmpty() ? Matchers.ANY : new Matchers(MatcherParser.parse(matchers));
        return new Route(
                id, id, receiver, parsed, goesOn, GroupingRule.DEFAULT, RouteTimes.ALWAYS, Map.of(), List.of(children));
    }

    private static List<String> receivers(Route root, String... labels) {
        return new RouteTree(root)
                .match(Labels.of(Map.of(labels[0], labels[1], labels[2], labels[3]))).stream()
                        .map(Route::receiver)
                        .toList();
    }

    @Test
    void deepestRouteThatMatchesTakesTheAlert() {
        Route root = route(
                "0",
                "all",
                "",
                false,
                route("1", "web", "team=web", false, route("2", "page", "severity=critical", false)));

        assertThat(receivers(root, "team", "web", "severity", "critical")).containsExactly("page");
        assertThat(receivers(root, "team", "web", "severity", "info")).containsExactly("web");
        assertThat(receivers(root, "team", "db", "severity", "critical")).containsExactly("all");
    }

    @Test
    void namesAndValuesMayBeAnyUtf8() {
        Route root = route(
                "0",
                "all",
                "",
                false,
                route("1", "ours", "\"größe in m\"=\"ä\", \"東京\"=~\"д.м\"", false),
                route("2", "others", "\"größe in m\"!=\"ä\"", false));

        assertThat(receivers(root, "größe in m", "ä", "東京", "дом")).containsExactly("ours");
        assertThat(receivers(root, "größe in m", "a", "東京", "дом")).containsExactly("others");
        assertThat(receivers(root, "größe in m", "ä", "東京", "д")).containsExactly("all");
    }

    @Test
    void siblingsAreTriedAfterOneThatGoesOn() {
        Route root = route(
                "0",
                "all",
                "",
                false,
                route("1", "log", "team=~\".+\"", true),
                route("2", "web", "team=web", false),
                route("3", "never", "team=web", false));

        assertThat(receivers(root, "team", "web", "severity", "info")).containsExactly("log", "web");
    }

    @Property
    void everyAlertIsTakenAndOnlyByRoutesWhoseWholePathMatches(
            @ForAll("trees") Shape shape, @ForAll("labels") Map<String, String> values) {
        RouteTree tree = new RouteTree(build(new Shape("", "", false, shape.children()), "0"));
        Labels labels = Labels.of(values);

        List<Route> taken = tree.match(labels);

        assertThat(taken).isNotEmpty().doesNotHaveDuplicates();
        for (Route route : taken) {
            assertThat(path(tree.root(), route))
                    .allMatch(node -> node.matchers().matches(labels));
            assertThat(route.routes()).noneMatch(child -> child.matchers().matches(labels));
        }
    }

    @Property
    void withoutContinueExactlyOneRouteTakesIt(
            @ForAll("trees") Shape shape, @ForAll("labels") Map<String, String> values) {
        RouteTree tree = new RouteTree(build(stopping(new Shape("", "", false, shape.children())), "0"));

        assertThat(tree.match(Labels.of(values))).hasSize(1);
    }

    private static Shape stopping(Shape shape) {
        return new Shape(
                shape.label(),
                shape.value(),
                false,
                shape.children().stream().map(RouteTreeTest::stopping).toList());
    }

    private static Route build(Shape shape, String id) {
        List<Route> children = new ArrayList<>();
        for (int i = 0; i < shape.children().size(); i++) {
            children.add(build(shape.children().get(i), id + "/" + i));
        }
        Matchers matchers = shape.label().isEmpty()
                ? Matchers.ANY
                : new Matchers(List.of(new Matcher(shape.label(), Operator.EQUAL, shape.value())));
        return new Route(
                id,
                id,
                "r" + id,
                matchers,
                shape.goesOn(),
                GroupingRule.DEFAULT,
                RouteTimes.ALWAYS,
                Map.of(),
                children);
    }

    private static List<Route> path(Route from, Route to) {
        if (from.id().equals(to.id())) {
            return List.of(from);
        }
        for (Route child : from.routes()) {
            List<Route> rest = path(child, to);
            if (!rest.isEmpty()) {
                List<Route> path = new ArrayList<>(List.of(from));
                path.addAll(rest);
                return path;
            }
        }
        return List.of();
    }

    @Provide
    Arbitrary<Shape> trees() {
        Arbitrary<String> labels = Arbitraries.of("a", "b", "c");
        Arbitrary<String> values = Arbitraries.of("1", "2");
        Arbitrary<Boolean> goesOn = Arbitraries.of(true, false);
        Arbitrary<Shape> leaf =
                Combinators.combine(labels, values, goesOn).as((l, v, c) -> new Shape(l, v, c, List.of()));
        Arbitrary<Shape> middle = Combinators.combine(
                        labels, values, goesOn, leaf.list().ofMaxSize(3))
                .as(Shape::new);
        return Combinators.combine(labels, values, goesOn, middle.list().ofMaxSize(4))
                .as(Shape::new);
    }

    @Provide
    Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(Arbitraries.of("a", "b", "c"), Arbitraries.of("1", "2"))
                .ofMaxSize(3);
    }
}
