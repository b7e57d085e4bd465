package io.agentaiops.alertrouter.gotemplate;

import io.agentaiops.alertrouter.gotemplate.Node.Command;
import io.agentaiops.alertrouter.gotemplate.Node.Operand;
import io.agentaiops.alertrouter.gotemplate.Node.Pipe;
import io.agentaiops.alertrouter.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the pipeline of one action. Functions that are not known are refused here, at load. */
final class PipeParser {

    private static final int DEEPEST = 100;

    private final String name;
    private final List<Token> tokens;
    private final Set<String> functions;
    private int at;
    private int depth;

    PipeParser(String name, List<Token> tokens, int at, Set<String> functions) {
        this.name = name;
        this.tokens = tokens;
        this.at = at;
        this.functions = functions;
    }

    /** The whole rest of the action as a pipeline. */
    Pipe whole(boolean inRange) {
        Pipe pipe = pipe(inRange);
        if (peek().kind() != Kind.END) {
            throw error("unexpected \"" + peek().text() + "\"");
        }
        return pipe;
    }

    private Pipe pipe(boolean inRange) {
        List<String> variables = new ArrayList<>();
        boolean declares = true;
        int start = at;
        if (peek().kind() == Kind.VARIABLE) {
            variables.add(take().text());
            if (inRange && peek().is(Kind.SIGN, ",")) {
                take();
                if (peek().kind() != Kind.VARIABLE) {
                    throw error("range can only initialize variables");
                }
                variables.add(take().text());
            }
            if (peek().is(Kind.SIGN, ":=") || peek().is(Kind.SIGN, "=")) {
                declares = take().text().equals(":=");
            } else if (variables.size() > 1) {
                throw error("expected := after the variables of a range");
            } else {
                variables.clear();
                at = start;
            }
        }
        List<Command> commands = new ArrayList<>();
        commands.add(command());
        while (peek().is(Kind.SIGN, "|")) {
            take();
            commands.add(command());
            if (!isCallable(commands.getLast().operands().getFirst())) {
                throw error("non executable command in pipeline stage " + commands.size());
            }
        }
        return new Pipe(List.copyOf(variables), declares, List.copyOf(commands));
    }

    private static boolean isCallable(Operand operand) {
        return switch (operand) {
            case Operand.Constant constant -> false;
            case Operand.Nil nil -> false;
            case Operand.Dot dot -> false;
            case Operand.Function function -> true;
            case Operand.Variable variable -> true;
            case Operand.Nested nested -> true;
            case Operand.Fields fields -> true;
        };
    }

    private Command command() {
        List<Operand> operands = new ArrayList<>();
        while (!atEnd()) {
            operands.add(operand());
            if (!atEnd() && !peek().spaced()) {
                throw error("unexpected \"" + peek().text() + "\" in operand");
            }
        }
        if (operands.isEmpty()) {
            throw error("missing value for command");
        }
        return new Command(List.copyOf(operands));
    }

    private boolean atEnd() {
        return peek().kind() == Kind.END || peek().is(Kind.SIGN, "|") || peek().is(Kind.SIGN, ")");
    }

    private Operand operand() {
        Token token = take();
        Operand operand = switch (token.kind()) {
            case DOT -> new Operand.Dot();
            case FIELD -> new Operand.Fields(new Operand.Dot(), List.of(token.text()));
            case VARIABLE -> new Operand.Variable(token.text());
            case STRING -> new Operand.Constant(token.text());
            case NUMBER -> new Operand.Constant(number(token.text()));
            case WORD -> word(token.text());
            case SIGN, END -> nested(token);
        };
        return withFields(operand);
    }

    private Operand nested(Token token) {
        if (!token.is(Kind.SIGN, "(")) {
            throw error("unexpected \"" + token.text() + "\"");
        }
        if (++depth > DEEPEST) {
            throw error("parentheses are nested too deeply");
        }
        Pipe pipe = pipe(false);
        depth--;
        if (!take().is(Kind.SIGN, ")")) {
            throw error("unclosed left paren");
        }
        return new Operand.Nested(pipe);
    }

    private Operand word(String word) {
        return switch (word) {
            case "true" -> new Operand.Constant(true);
            case "false" -> new Operand.Constant(false);
            case "nil" -> new Operand.Nil();
            default -> {
                if (!functions.contains(word)) {
                    throw error("function \"" + word + "\" not defined");
                }
                yield new Operand.Function(word);
            }
        };
    }

    /** Fields that follow without a blank. */
    private Operand withFields(Operand operand) {
        List<String> names = new ArrayList<>();
        while (peek().kind() == Kind.FIELD && !peek().spaced()) {
            names.add(take().text());
        }
        if (names.isEmpty()) {
            return operand;
        }
        if (operand instanceof Operand.Fields first) {
            List<String> all = new ArrayList<>(first.names());
            all.addAll(names);
            return new Operand.Fields(first.of(), List.copyOf(all));
        }
        if (operand instanceof Operand.Constant || operand instanceof Operand.Nil) {
            throw error("unexpected . after term");
        }
        return new Operand.Fields(operand, List.copyOf(names));
    }

    private Object number(String text) {
        String plain = text.replace("_", "");
        try {
            if (plain.matches("[+-]?\\d+")) {
                return Long.parseLong(plain);
            }
            return plain.matches("[+-]?0[xX][0-9a-fA-F]+") ? (Object) Long.decode(plain) : Double.valueOf(plain);
        } catch (NumberFormatException e) {
            throw error("bad number syntax: " + text);
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private TemplateError error(String reason) {
        return new TemplateError(name, peek().line(), reason);
    }
}
