package io.agentaiops.alertrouter.gotemplate;

import io.agentaiops.alertrouter.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a template and the templates that it defines. */
final class TemplateParser {

    private static final int DEEPEST = 200;

    private final String name;
    private final Set<String> functions;
    private final Map<String, List<Node>> defined;
    private final List<Piece> pieces;
    private int at;
    private int depth;

    /** Text, or the tokens of an action. */
    private record Piece(String text, @Nullable List<Token> action) {}

    /** A list of nodes and the action that ended it; null at the end of the text. */
    private record Body(List<Node> nodes, @Nullable List<Token> end) {}

    private TemplateParser(String name, String text, Set<String> functions, Map<String, List<Node>> defined) {
        this.name = name;
        this.functions = functions;
        this.defined = defined;
        this.pieces = pieces(text);
    }

    /** The nodes of the text itself; what it defines is added to {@code defined}. */
    static List<Node> parse(String name, String text, Set<String> functions, Map<String, List<Node>> defined) {
        TemplateParser parser = new TemplateParser(name, text, functions, defined);
        Body body = parser.body(false);
        if (body.end() != null) {
            throw new TemplateError(name, line(body.end()), "unexpected {{" + word(body.end()) + "}}");
        }
        return body.nodes();
    }

    private List<Piece> pieces(String text) {
        List<Piece> found = new ArrayList<>();
        int from = 0;
        boolean trim = false;
        int line = 1;
        while (true) {
            int open = text.indexOf("{{", from);
            String before = text.substring(from, open < 0 ? text.length() : open);
            boolean trimEnd = open >= 0 && text.startsWith("{{-", open) && isBlank(text, open + 3);
            found.add(new Piece(trimmed(before, trim, trimEnd), null));
            if (open < 0) {
                return found;
            }
            line += lines(before);
            int close = close(text, open, line);
            boolean trimStart = text.charAt(close - 1) == '-' && isBlank(text, close - 2);
            String action = text.substring(open + (trimEnd ? 3 : 2), trimStart ? close - 1 : close);
            if (!action.strip().startsWith("/*")) {
                found.add(new Piece("", ActionLexer.tokens(name, action, line)));
            }
            line += lines(text.substring(open, close));
            trim = trimStart;
            from = close + 2;
        }
    }

    private static boolean isBlank(String text, int index) {
        return index < text.length() && " \t\r\n".indexOf(text.charAt(index)) >= 0;
    }

    private static String trimmed(String text, boolean start, boolean end) {
        String kept = start ? text.replaceFirst("^[ \\t\\r\\n]+", "") : text;
        return end ? kept.replaceFirst("[ \\t\\r\\n]+$", "") : kept;
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** Where the action ends, past strings and comments that hold braces. */
    private int close(String text, int open, int line) {
        String start = text.substring(open + 2).replaceFirst("^-?[ \\t\\r\\n]*", "");
        if (start.startsWith("/*")) {
            int end = text.indexOf("*/", open);
            int close = end < 0 ? -1 : text.indexOf("}}", end);
            if (close < 0) {
                throw new TemplateError(name, line, "unclosed comment");
            }
            return close;
        }
        char quote = '\0';
        for (int i = open + 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != '\0') {
                if (c == '\\' && quote != '`') {
                    i++;
                } else if (c == quote) {
                    quote = '\0';
                }
            } else if (c == '"' || c == '`' || c == '\'') {
                quote = c;
            } else if (c == '}' && text.startsWith("}}", i)) {
                return i;
            }
        }
        throw new TemplateError(name, line, "unclosed action");
    }

    private Body body(boolean inRange) {
        if (++depth > DEEPEST) {
            throw new TemplateError(name, 1, "blocks are nested too deeply");
        }
        List<Node> nodes = new ArrayList<>();
        while (at < pieces.size()) {
            Piece piece = pieces.get(at++);
            List<Token> action = piece.action();
            if (action == null) {
                if (!piece.text().isEmpty()) {
                    nodes.add(new Node.Text(piece.text()));
                }
            } else if (word(action).equals("end") || word(action).equals("else")) {
                depth--;
                return new Body(List.copyOf(nodes), action);
            } else {
                Node node = node(action, inRange);
                if (node != null) {
                    nodes.add(node);
                }
            }
        }
        depth--;
        return new Body(List.copyOf(nodes), null);
    }

    private @Nullable Node node(List<Token> action, boolean inRange) {
        return switch (word(action)) {
            case "if", "with", "range" -> control(action, 0, inRange);
            case "define" -> {
                define(text(action), action);
                yield null;
            }
            case "block" -> {
                define(text(action), action);
                yield new Node.Call(text(action), pipe(action, 2, false), line(action));
            }
            case "template" ->
                new Node.Call(
                        text(action), action.get(2).kind() == Kind.END ? null : pipe(action, 2, false), line(action));
            case "break", "continue" -> {
                if (!inRange) {
                    throw new TemplateError(name, line(action), "{{" + word(action) + "}} outside {{range}}");
                }
                yield new Node.Leave(word(action).equals("break"));
            }
            default -> new Node.Action(pipe(action, 0, false), line(action));
        };
    }

    private void define(String defines, List<Token> action) {
        Body body = body(false);
        expectEnd(body, action);
        defined.put(defines, body.nodes());
    }

    /** {@code if}, {@code with} or {@code range}, whose word is the token at {@code start}. */
    private Node control(List<Token> action, int start, boolean inRange) {
        String word = action.get(start).text();
        boolean loops = word.equals("range");
        Node.Pipe pipe = pipe(action, start + 1, loops);
        Body then = body(inRange || loops);
        List<Node> otherwise = List.of();
        List<Token> end = then.end();
        if (end != null && word(end).equals("else")) {
            if (end.get(1).kind() == Kind.END) {
                Body body = body(inRange);
                expectEnd(body, action);
                otherwise = body.nodes();
            } else if (end.get(1).text().equals(word) && !loops) {
                otherwise = List.of(control(end, 1, inRange));
            } else {
                throw new TemplateError(
                        name, line(end), "unexpected \"" + end.get(1).text() + "\" after else");
            }
        } else {
            expectEnd(then, action);
        }
        return switch (word) {
            case "if" -> new Node.If(pipe, then.nodes(), otherwise, line(action));
            case "with" -> new Node.With(pipe, then.nodes(), otherwise, line(action));
            default -> new Node.Range(pipe, then.nodes(), otherwise, line(action));
        };
    }

    private void expectEnd(Body body, List<Token> opened) {
        if (body.end() == null || !word(body.end()).equals("end")) {
            throw new TemplateError(name, line(opened), "{{" + word(opened) + "}} is not closed by {{end}}");
        }
    }

    private Node.Pipe pipe(List<Token> action, int start, boolean inRange) {
        return new PipeParser(name, action, start, functions).whole(inRange);
    }

    private String text(List<Token> action) {
        if (action.size() < 3 || action.get(1).kind() != Kind.STRING) {
            throw new TemplateError(name, line(action), word(action) + " needs a name in quotes");
        }
        return action.get(1).text();
    }

    private static String word(List<Token> action) {
        return action.getFirst().kind() == Kind.WORD ? action.getFirst().text() : "";
    }

    private static int line(List<Token> action) {
        return action.getFirst().line();
    }
}
