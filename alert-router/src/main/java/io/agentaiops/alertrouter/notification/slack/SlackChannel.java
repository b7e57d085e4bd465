package io.agentaiops.alertrouter.notification.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.http.HttpSettingsParser;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import io.agentaiops.alertrouter.notification.template.TemplateTexts;
import io.agentaiops.alertrouter.yaml.YamlMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code slack_configs}: incoming webhooks of Slack and of what understands the same, or Slack's Web API with the token of a
 * bot. Ours: {@code acknowledge_button}.
 */
@ApplicationScoped
public class SlackChannel implements Channel {

    private static final List<String> TEXTS = List.of(
            "channel",
            "username",
            "color",
            "title",
            "title_link",
            "pretext",
            "text",
            "footer",
            "fallback",
            "icon_emoji",
            "icon_url",
            "callback_id",
            "image_url",
            "thumb_url",
            "message_text");

    private static final String WEB_API = "https://slack.com/api/chat.postMessage";

    private final HttpDelivery http;
    private final ObjectMapper json;
    private final SlackMessageStore store;

    SlackChannel(HttpDelivery http, ObjectMapper json, SlackMessageStore store) {
        this.http = http;
        this.json = json;
        this.store = store;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public List<Integration> read(YamlMap settings, GlobalSettings global) {
        TemplateTexts all = new TemplateTexts(settings, global.templates());
        Map<String, TemplateText> texts = new LinkedHashMap<>();
        TEXTS.stream().filter(settings::has).forEach(key -> texts.put(key, all.text(key)));
        boolean shortFields = settings.flag("short_fields", false);
        List<SlackSettings.Field> fields = all.list(
                "fields",
                part -> new SlackSettings.Field(
                        part.required("title"),
                        part.required("value"),
                        part.settings().flag("short", shortFields)));
        settings.texts("mrkdwn_in");
        String token = token(settings, global);
        return List.of(new SlackIntegration(
                http,
                json,
                store,
                new SlackSettings(
                        token == null
                                ? url(settings, global)
                                : global.url(settings, "app_url", "slack_app_url", WEB_API),
                        token,
                        updates(settings, token),
                        acknowledges(settings, global),
                        settings.flag("send_resolved", false),
                        settings.duration("timeout", HttpDelivery.TIMEOUT),
                        texts,
                        fields,
                        actions(all),
                        settings.flag("link_names", false),
                        HttpSettingsParser.read(settings, global.http()))));
    }

    /** The bot's token, unless the entry has a webhook of its own. */
    private static @Nullable String token(YamlMap settings, GlobalSettings global) {
        boolean own = settings.has("app_token") || settings.has("app_token_file");
        boolean webhook = settings.has("api_url") || settings.has("api_url_file");
        if (own && webhook) {
            throw settings.refuse("api_url", "must not stand beside app_token");
        }
        Optional<String> token = global.secret(settings, "app_token", "slack_app_token");
        return webhook ? null : token.orElse(null);
    }

    private static boolean updates(YamlMap settings, @Nullable String token) {
        boolean updates = settings.flag("update_message", false);
        if (updates && token == null) {
            throw settings.refuse("update_message", "needs an app_token: a webhook can't change what it posted");
        }
        return updates;
    }

    private static boolean acknowledges(YamlMap settings, GlobalSettings global) {
        boolean acknowledges = settings.flag("acknowledge_button", false);
        if (acknowledges && !global.texts().containsKey("slack_signing_secret")) {
            throw settings.refuse(
                    "acknowledge_button", "needs slack_signing_secret under global, to know that Slack is asking");
        }
        return acknowledges;
    }

    /** Buttons that open an address; others would ask somebody, and nobody here would answer. */
    private static List<SlackSettings.Action> actions(TemplateTexts all) {
        return all.list("actions", part -> {
            YamlMap settings = part.settings();
            if (!settings.requiredText("type").equals("button")) {
                throw settings.refuse("type", "must be button");
            }
            settings.refuseUnsupported("name", "value", "confirm");
            return new SlackSettings.Action(
                    part.required("text"), part.required("url"), settings.text("style", "default"));
        });
    }

    private static URI url(YamlMap settings, GlobalSettings global) {
        String text = settings.secret("api_url")
                .or(() -> Optional.ofNullable(global.texts().get("slack_api_url")))
                .orElseThrow(() -> settings.refuse("api_url", "is needed, here or as slack_api_url under global"));
        try {
            return HttpDelivery.url(text);
        } catch (IllegalArgumentException e) {
            throw settings.refuse("api_url", "must be an http or https address");
        }
    }
}
