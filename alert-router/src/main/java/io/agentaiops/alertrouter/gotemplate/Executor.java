package io.agentaiops.alertrouter.gotemplate;

import io.agentaiops.alertrouter.gotemplate.Node.Command;
import io.agentaiops.alertrouter.gotemplate.Node.Operand;
import io.agentaiops.alertrouter.gotemplate.Node.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a template. Bounded, so that a template that loops ends with an error and not with the service. */
final class Executor {

    private static final int MOST_STEPS = 200_000;
    private static final int LONGEST = 1_048_576;
    private static final int DEEPEST = 100;

    /** What a list of nodes ended with. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private final String name;
    private final Map<String, List<Node>> defined;
    private final Map<String, GoFunction> functions;
    private final Escaping escaping;
    private final StringBuilder out = new StringBuilder();
    private int steps;
    private int depth;
    private int line = 1;

    Executor(String name, Map<String, List<Node>> defined, Map<String, GoFunction> functions, Escaping escaping) {
        this.name = name;
        this.defined = defined;
        this.functions = functions;
        this.escaping = escaping;
    }

    String run(List<Node> nodes, @Nullable Object data) {
        try {
            walk(nodes, data, Scope.root(data));
            return out.toString();
        } catch (TemplateError e) {
            throw e;
        } catch (RuntimeException e) {
            // Functions and methods get whatever a template gives them.
            throw new TemplateError(name, line, String.valueOf(e.getMessage()));
        }
    }

    private Flow walk(List<Node> nodes, @Nullable Object dot, Scope scope) {
        for (Node node : nodes) {
            step();
            Flow flow = switch (node) {
                case Node.Text text -> {
                    put(escaping.text(text.text()));
                    yield Flow.NEXT;
                }
                case Node.Action action -> {
                    line = action.line();
                    Object value = pipe(action.pipe(), dot, scope);
                    if (action.pipe().variables().isEmpty()) {
                        put(escaping.value(value));
                    }
                    yield Flow.NEXT;
                }
                case Node.If branch -> {
                    line = branch.line();
                    Scope inner = scope.inner();
                    boolean holds = GoValues.isTrue(pipe(branch.pipe(), dot, inner));
                    yield walk(holds ? branch.then() : branch.otherwise(), dot, inner);
                }
                case Node.With branch -> {
                    line = branch.line();
                    Scope inner = scope.inner();
                    Object value = pipe(branch.pipe(), dot, inner);
                    boolean holds = GoValues.isTrue(value);
                    yield walk(holds ? branch.then() : branch.otherwise(), holds ? value : dot, inner);
                }
                case Node.Range range -> range(range, dot, scope);
                case Node.Call call -> call(call, dot, scope);
                case Node.Leave leave -> leave.loop() ? Flow.BREAK : Flow.CONTINUE;
            };
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private void step() {
        if (++steps > MOST_STEPS) {
            throw new IllegalArgumentException("stopped after " + MOST_STEPS + " steps");
        }
    }

    private void put(String text) {
        if (out.length() + text.length() > LONGEST) {
            throw new IllegalArgumentException("stopped after " + LONGEST + " characters of output");
        }
        out.append(text);
    }

    private Flow call(Node.Call call, @Nullable Object dot, Scope scope) {
        line = call.line();
        List<Node> body = defined.get(call.name());
        if (body == null) {
            throw new IllegalArgumentException("template \"" + call.name() + "\" not defined");
        }
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("templates call each other more than " + DEEPEST + " deep");
        }
        Pipe pipe = call.pipe();
        Object data = pipe == null ? null : pipe(pipe, dot, scope);
        walk(body, data, Scope.root(data));
        depth--;
        return Flow.NEXT;
    }

    private Flow range(Node.Range range, @Nullable Object dot, Scope scope) {
        line = range.line();
        Object value = pipe(new Pipe(List.of(), true, range.pipe().commands()), dot, scope);
        List<Map.Entry<Object, Object>> items = Items.of(value);
        if (items.isEmpty()) {
            return walk(range.otherwise(), dot, scope.inner());
        }
        List<String> variables = range.pipe().variables();
        for (Map.Entry<Object, Object> item : items) {
            step();
            Scope inner = scope.inner();
            if (variables.size() == 2) {
                inner.set(variables.getFirst(), item.getKey(), range.pipe().declares());
            }
            if (!variables.isEmpty()) {
                inner.set(variables.getLast(), Items.value(item), range.pipe().declares());
            }
            if (walk(range.body(), Items.value(item), inner) == Flow.BREAK) {
                break;
            }
        }
        return Flow.NEXT;
    }

    private @Nullable Object pipe(Pipe pipe, @Nullable Object dot, Scope scope) {
        Object value = null;
        boolean first = true;
        for (Command command : pipe.commands()) {
            step();
            List<@Nullable Object> last = new ArrayList<>();
            if (!first) {
                last.add(value);
            }
            value = command(command, last, dot, scope);
            first = false;
        }
        for (String variable : pipe.variables()) {
            scope.set(variable, value, pipe.declares());
        }
        return value;
    }

    private @Nullable Object command(Command command, List<@Nullable Object> last, @Nullable Object dot, Scope scope) {
        Operand head = command.operands().getFirst();
        List<Operand> rest = command.operands().subList(1, command.operands().size());
        if (head instanceof Operand.Function function) {
            return function(function.name(), rest, last, dot, scope);
        }
        if (head instanceof Operand.Fields fields) {
            List<@Nullable Object> arguments = arguments(rest, last, dot, scope);
            return Fields.follow(operand(fields.of(), dot, scope), fields.names(), arguments);
        }
        if (!rest.isEmpty() || !last.isEmpty()) {
            throw new IllegalArgumentException("can't give argument to non-function " + head);
        }
        return operand(head, dot, scope);
    }

    private List<@Nullable Object> arguments(
            List<Operand> operands, List<@Nullable Object> last, @Nullable Object dot, Scope scope) {
        List<@Nullable Object> arguments = new ArrayList<>();
        operands.forEach(operand -> arguments.add(operand(operand, dot, scope)));
        arguments.addAll(last);
        return arguments;
    }

    private @Nullable Object function(
            String function, List<Operand> rest, List<@Nullable Object> last, @Nullable Object dot, Scope scope) {
        if (function.equals("and") || function.equals("or")) {
            return firstThat(function.equals("or"), rest, last, dot, scope);
        }
        GoFunction known = functions.get(function);
        if (known == null) {
            throw new IllegalArgumentException("function \"" + function + "\" not defined");
        }
        try {
            return bounded(known.call(arguments(rest, last, dot, scope)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("error calling " + function + ": " + e.getMessage(), e);
        }
    }

    /** A text that is doubled again and again would fill the memory within a few steps. */
    private static @Nullable Object bounded(@Nullable Object value) {
        if (value instanceof CharSequence text && text.length() > LONGEST) {
            throw new IllegalArgumentException("stopped at a text of more than " + LONGEST + " characters");
        }
        return value;
    }

    /** {@code and} and {@code or} look no further than they must. */
    private @Nullable Object firstThat(
            boolean wanted, List<Operand> operands, List<@Nullable Object> last, @Nullable Object dot, Scope scope) {
        Object value = null;
        for (Operand operand : operands) {
            value = operand(operand, dot, scope);
            if (GoValues.isTrue(value) == wanted) {
                return value;
            }
        }
        return last.isEmpty() ? value : last.getFirst();
    }

    private @Nullable Object operand(Operand operand, @Nullable Object dot, Scope scope) {
        step();
        return switch (operand) {
            case Operand.Dot here -> dot;
            case Operand.Nil nil -> null;
            case Operand.Constant constant -> constant.value();
            case Operand.Variable variable -> scope.get(variable.name());
            case Operand.Nested nested -> pipe(nested.pipe(), dot, scope);
            case Operand.Function function -> function(function.name(), List.of(), List.of(), dot, scope);
            case Operand.Fields fields -> Fields.follow(operand(fields.of(), dot, scope), fields.names(), List.of());
        };
    }
}
