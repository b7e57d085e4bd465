package io.agentaiops.alertrouter.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.http.HttpSettings;
import io.agentaiops.alertrouter.notification.http.HttpSettingsParser;
import io.agentaiops.alertrouter.notification.template.TemplateTexts;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.net.URI;
import java.util.List;

/** What channels have in common that are HTTP requests with templates in them. */
public abstract class TemplatedChannel implements Channel {

    private final HttpDelivery http;
    private final ObjectMapper json;

    protected TemplatedChannel(HttpDelivery http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    /**
     * One entry that is being read.
     *
     * @param texts its settings, as templates
     * @param global what it falls back to
     * @param http how requests are made
     */
    public record Entry(TemplateTexts texts, GlobalSettings global, HttpSettings http) {

        public YamlMap settings() {
            return texts.settings();
        }

        /** An address that must be there, perhaps in a file; secret. */
        public URI requiredUrl(String key) {
            return url(key, settings().secret(key).orElseThrow(() -> settings().refuse(key, "is needed")));
        }

        public URI url(String key, String text) {
            try {
                return HttpDelivery.url(text);
            } catch (IllegalArgumentException e) {
                throw settings().refuse(key, "must be an http or https address");
            }
        }
    }

    @Override
    public final List<Integration> read(YamlMap settings, GlobalSettings global) {
        Entry entry = new Entry(
                new TemplateTexts(settings, global.templates()),
                global,
                HttpSettingsParser.read(settings, global.http()));
        return List.of(new HttpIntegration(
                http, settings.flag("send_resolved", sendsResolved()), request(entry), check(json)));
    }

    /** Whether it is told when alerts are over, if its settings say nothing. */
    protected boolean sendsResolved() {
        return true;
    }

    /** Reads the settings, and says what request a notification becomes. */
    protected abstract HttpIntegration.Request request(Entry entry);

    /** Judges what the other side answers. */
    protected HttpDelivery.BodyCheck check(ObjectMapper mapper) {
        return body -> null;
    }

    protected final ObjectMapper json() {
        return json;
    }
}
