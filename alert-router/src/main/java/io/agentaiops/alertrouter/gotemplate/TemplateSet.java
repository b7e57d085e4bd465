package io.agentaiops.alertrouter.gotemplate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Templates that know each other by name, and the functions that they may call. Immutable once built. */
public final class TemplateSet {

    private final Map<String, List<Node>> defined;
    private final Map<String, GoFunction> functions;

    private TemplateSet(Map<String, List<Node>> defined, Map<String, GoFunction> functions) {
        this.defined = Map.copyOf(defined);
        this.functions = Map.copyOf(functions);
    }

    /** An empty set with these functions beside those that Go has by itself. */
    public static TemplateSet with(Map<String, GoFunction> functions) {
        Map<String, GoFunction> all = new HashMap<>(Builtins.all());
        all.putAll(functions);
        return new TemplateSet(Map.of(), all);
    }

    /** This set and what the file defines. Throws {@link TemplateError}. */
    public TemplateSet plus(String file, String text) {
        Map<String, List<Node>> all = new HashMap<>(defined);
        List<Node> nodes = TemplateParser.parse(file, text, functionNames(), all);
        all.put(file, nodes);
        return new TemplateSet(all, functions);
    }

    /** Refuses a template that calls one that nobody defines. */
    public void check() {
        defined.forEach((name, nodes) -> calls(name, nodes, defined.keySet()));
    }

    /** A text that may use every template of the set. Throws {@link TemplateError}, also when it calls a template that is not there. */
    public Compiled compile(String name, String text) {
        Map<String, List<Node>> all = new HashMap<>(defined);
        List<Node> nodes = TemplateParser.parse(name, text, functionNames(), all);
        calls(name, nodes, all.keySet());
        return new Compiled(name, nodes, Map.copyOf(all), functions);
    }

    private Set<String> functionNames() {
        Set<String> names = new HashSet<>(functions.keySet());
        names.addAll(Set.of("and", "or"));
        return names;
    }

    private static void calls(String name, List<Node> nodes, Set<String> known) {
        for (Node node : nodes) {
            switch (node) {
                case Node.Call call -> {
                    if (!known.contains(call.name())) {
                        throw new TemplateError(name, call.line(), "template \"" + call.name() + "\" not defined");
                    }
                }
                case Node.If branch -> {
                    calls(name, branch.then(), known);
                    calls(name, branch.otherwise(), known);
                }
                case Node.With branch -> {
                    calls(name, branch.then(), known);
                    calls(name, branch.otherwise(), known);
                }
                case Node.Range range -> {
                    calls(name, range.body(), known);
                    calls(name, range.otherwise(), known);
                }
                case Node.Text text -> {}
                case Node.Action action -> {}
                case Node.Leave leave -> {}
            }
        }
    }

    /** A text that can be run. */
    public static final class Compiled {

        private final String name;
        private final List<Node> nodes;
        private final Map<String, List<Node>> defined;
        private final Map<String, GoFunction> functions;

        private Compiled(
                String name, List<Node> nodes, Map<String, List<Node>> defined, Map<String, GoFunction> functions) {
            this.name = name;
            this.nodes = nodes;
            this.defined = defined;
            this.functions = functions;
        }

        /** Runs it as {@code text/template} would. Throws {@link TemplateError}. */
        public String text(@Nullable Object data) {
            return new Executor(name, defined, functions, Escaping.NONE).run(nodes, data);
        }

        /** Runs it as {@code html/template} would: what is put in is escaped for its place. */
        public String html(@Nullable Object data) {
            return new Executor(name, defined, functions, new HtmlEscaping()).run(nodes, data);
        }
    }
}
