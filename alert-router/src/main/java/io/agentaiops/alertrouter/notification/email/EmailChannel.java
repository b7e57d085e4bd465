package io.agentaiops.alertrouter.notification.email;

import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.http.HttpSettingsParser;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import io.agentaiops.alertrouter.notification.template.TemplateTexts;
import io.agentaiops.alertrouter.yaml.YamlMap;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code email_configs}: mail over SMTP, with a server of its own for each receiver if need be. */
@ApplicationScoped
public class EmailChannel implements Channel {

    private static final int IMPLICIT_TLS_PORT = 465;

    private final Vertx vertx;

    EmailChannel(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public List<Integration> read(YamlMap settings, GlobalSettings global) {
        GlobalSettings.Smtp smtp = global.smtp();
        TemplateTexts texts = new TemplateTexts(settings, global.templates());
        settings.refuseUnsupported("auth_secret", "auth_secret_file", "auth_identity");
        settings.map("threading").ifPresent(EmailChannel::threading);
        String[] smarthost = smarthost(settings, smtp);
        int port = Integer.parseInt(smarthost[1]);
        Boolean implicit = settings.has("force_implicit_tls")
                ? Boolean.valueOf(settings.flag("force_implicit_tls", false))
                : smtp.implicitTls();
        return List.of(new EmailIntegration(
                vertx,
                new EmailSettings(
                        addresses(settings, texts),
                        from(settings, texts, smtp),
                        smarthost[0],
                        port,
                        settings.text("hello", smtp.hello()),
                        settings.text("auth_username").orElse(smtp.username()),
                        settings.secret("auth_password").orElse(smtp.password()),
                        settings.flag("require_tls", smtp.requireTls()),
                        implicit == null ? port == IMPLICIT_TLS_PORT : implicit,
                        settings.map("tls_config")
                                .map(HttpSettingsParser::tls)
                                .orElse(smtp.tls())
                                .insecure(),
                        texts.map("headers"),
                        settings.has("html") ? Optional.of(texts.text("html")) : Optional.empty(),
                        settings.has("text") ? Optional.of(texts.text("text")) : Optional.empty(),
                        settings.flag("send_resolved", false))));
    }

    /** Mails of one group always refer to each other; their subjects do not change by the date. */
    private static void threading(YamlMap threading) {
        threading.flag("enabled", true);
        threading.text("thread_by_date").filter(by -> !by.equals("none")).ifPresent(by -> {
            throw threading.refuse("thread_by_date", "must be none: mails of a group stay together");
        });
        threading.finish();
    }

    private static TemplateText from(YamlMap settings, TemplateTexts texts, GlobalSettings.Smtp smtp) {
        String otherwise = smtp.from();
        if (otherwise == null && !settings.has("from")) {
            throw settings.refuse("from", "is needed, here or as smtp_from under global");
        }
        return texts.text("from", otherwise == null ? "" : otherwise);
    }

    private static TemplateText addresses(YamlMap settings, TemplateTexts texts) {
        TemplateText to = texts.required("to");
        String written = settings.template("to").orElse("");
        if (!written.contains("{{") && EmailIntegration.addresses(written).isEmpty()) {
            throw settings.refuse("to", "must be one or more mail addresses, with commas between them");
        }
        return to;
    }

    private static String[] smarthost(YamlMap settings, GlobalSettings.Smtp smtp) {
        String text = needed(settings, "smarthost", smtp.smarthost(), "smtp_smarthost");
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw settings.refuse("smarthost", "must be host:port, but is " + text);
        }
        return new String[] {text.substring(0, colon), text.substring(colon + 1)};
    }

    private static String needed(YamlMap settings, String key, @Nullable String otherwise, String globalKey) {
        return settings.text(key)
                .or(() -> Optional.ofNullable(otherwise))
                .orElseThrow(() -> settings.refuse(key, "is needed, here or as " + globalKey + " under global"));
    }
}
