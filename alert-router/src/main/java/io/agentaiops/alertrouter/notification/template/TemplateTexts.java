package io.agentaiops.alertrouter.notification.template;

import io.agentaiops.alertrouter.gotemplate.TemplateError;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads settings that may be templates; what is wrong with one is refused with the line of its key. */
public final class TemplateTexts {

    private final YamlMap settings;
    private final AlertTemplates templates;

    public TemplateTexts(YamlMap settings, AlertTemplates templates) {
        this.settings = settings;
        this.templates = templates;
    }

    /** The same templates for the keys of a part of the settings. */
    public TemplateTexts of(YamlMap part) {
        return new TemplateTexts(part, templates);
    }

    public YamlMap settings() {
        return settings;
    }

    public TemplateText text(String key) {
        return text(key, "");
    }

    public TemplateText text(String key, String otherwise) {
        return compiled(key, settings.template(key).orElse(otherwise));
    }

    public TemplateText required(String key) {
        return compiled(
                key,
                settings.template(key)
                        .filter(text -> !text.isBlank())
                        .orElseThrow(() -> settings.refuse(key, "needs a value")));
    }

    /** The keys and values of a free-form part, such as {@code details}. */
    public Map<String, TemplateText> map(String key) {
        Map<String, TemplateText> texts = new LinkedHashMap<>();
        settings.map(key).ifPresent(part -> part.keys().forEach(name -> texts.put(name, of(part).text(name))));
        return texts;
    }

    /** What {@code reader} makes of each part of a list. */
    public <T> List<T> list(String key, java.util.function.Function<TemplateTexts, T> reader) {
        return settings.maps(key).stream()
                .map(part -> {
                    T read = reader.apply(of(part));
                    part.finish();
                    return read;
                })
                .toList();
    }

    /** Rendered values of a free-form part. */
    public static Map<String, String> rendered(Map<String, TemplateText> texts, Notification notification) {
        Map<String, String> rendered = new LinkedHashMap<>();
        texts.forEach((name, text) -> rendered.put(name, text.renderSafely(notification)));
        return rendered;
    }

    private TemplateText compiled(String key, String text) {
        try {
            return templates.text(key, text);
        } catch (TemplateError e) {
            throw settings.refuse(key, "holds a template that can't be used: " + e.getMessage());
        }
    }
}
