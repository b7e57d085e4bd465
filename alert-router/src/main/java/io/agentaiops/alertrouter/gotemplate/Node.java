package io.agentaiops.alertrouter.gotemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a parsed template. */
sealed interface Node {

    /** Text between actions. */
    record Text(String text) implements Node {}

    /** <code>{{ pipeline }}</code>. */
    record Action(Pipe pipe, int line) implements Node {}

    /** <code>{{ if }}</code>. */
    record If(Pipe pipe, List<Node> then, List<Node> otherwise, int line) implements Node {}

    /** <code>{{ with }}</code>. */
    record With(Pipe pipe, List<Node> then, List<Node> otherwise, int line) implements Node {}

    /** <code>{{ range }}</code>. */
    record Range(Pipe pipe, List<Node> body, List<Node> otherwise, int line) implements Node {}

    /** <code>{{ template "name" pipeline }}</code>. */
    record Call(String name, @Nullable Pipe pipe, int line) implements Node {}

    /** <code>{{ break }}</code> and <code>{{ continue }}</code>. */
    record Leave(boolean loop) implements Node {}

    /** Commands whose results are handed on, with the variables that take the last one. */
    record Pipe(List<String> variables, boolean declares, List<Command> commands) {}

    /** A function, method or value with arguments. */
    record Command(List<Operand> operands) {}

    /** What a command consists of. */
    sealed interface Operand {

        /** {@code .} */
        record Dot() implements Operand {}

        /** {@code nil} */
        record Nil() implements Operand {}

        /** A text, number or truth value. */
        record Constant(Object value) implements Operand {}

        /** The name of a function. */
        record Function(String name) implements Operand {}

        /** {@code $name} */
        record Variable(String name) implements Operand {}

        /** A pipeline in parentheses. */
        record Nested(Pipe pipe) implements Operand {}

        /** {@code .A.B} of what stands before it. */
        record Fields(Operand of, List<String> names) implements Operand {}
    }
}
