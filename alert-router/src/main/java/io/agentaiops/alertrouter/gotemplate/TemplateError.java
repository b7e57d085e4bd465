package io.agentaiops.alertrouter.gotemplate;

/** A template that does not parse, or that failed while it ran; the message names the template and its line. */
public final class TemplateError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateError(String name, int line, String reason) {
        super("template: " + name + ":" + line + ": " + reason);
    }
}
