package io.agentaiops.alertrouter.notification.template;

import io.agentaiops.alertrouter.gotemplate.TemplateError;
import io.agentaiops.alertrouter.gotemplate.TemplateSet;
import io.agentaiops.alertrouter.notification.Notification;
import org.jspecify.annotations.Nullable;

/** One setting of a receiver that may be a template. */
public final class TemplateText {

    private final String name;
    private final String source;
    private final TemplateSet.@Nullable Compiled compiled;

    TemplateText(String name, String source, TemplateSet.@Nullable Compiled compiled) {
        this.name = name;
        this.source = source;
        this.compiled = compiled;
    }

    /** What the notification makes of it. Throws {@link TemplateError} when it can't be run. */
    public String render(Notification notification) {
        return compiled == null ? source : compiled.text(new TemplateData(notification));
    }

    /** As {@link #render}, escaped as HTML. */
    public String html(Notification notification) {
        return compiled == null ? source : compiled.html(new TemplateData(notification));
    }

    /**
     * As {@link #render}; a template that fails while it runs must not cost the page, so what stands instead says what
     * happened and what the alert is.
     */
    public String renderSafely(Notification notification) {
        try {
            return render(notification);
        } catch (TemplateError e) {
            return notification.title() + " (" + name + " could not be rendered: " + e.getMessage() + ")";
        }
    }

    /** Whether it is given and not empty. */
    public boolean isSet() {
        return !source.isEmpty();
    }

    @Override
    public String toString() {
        return name;
    }
}
