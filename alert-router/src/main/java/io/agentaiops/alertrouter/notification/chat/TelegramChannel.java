package io.agentaiops.alertrouter.notification.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code telegram_configs}: a bot writes to a chat. The address holds the bot's token, so it is never shown. */
@Singleton
public class TelegramChannel extends TemplatedChannel {

    private static final int LONGEST = 4_096;
    private static final List<String> MODES = List.of("HTML", "Markdown", "MarkdownV2", "");

    TelegramChannel(HttpDelivery http, ObjectMapper json) {
        super(http, json);
    }

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        String token = entry.global().needed(entry.settings(), "bot_token", "telegram_bot_token");
        URI api = entry.global().url(entry.settings(), "api_url", "telegram_api_url", "https://api.telegram.org");
        URI url = entry.url("bot_token", api.toString().replaceFirst("/$", "") + "/bot" + token + "/sendMessage");
        String mode = entry.settings().text("parse_mode", "HTML");
        if (!MODES.contains(mode)) {
            throw entry.settings().refuse("parse_mode", "must be one of HTML, Markdown, MarkdownV2 or empty");
        }
        TemplateText message = entry.texts().text("message", "{{ template \"telegram.default.message\" . }}");
        Map<String, Object> fixed = new HashMap<>();
        fixed.put("chat_id", chat(entry));
        fixed.put("disable_web_page_preview", true);
        fixed.put("disable_notification", entry.settings().flag("disable_notifications", false));
        int thread = entry.settings().number("message_thread_id", 0);
        if (thread != 0) {
            fixed.put("message_thread_id", thread);
        }
        if (!mode.isEmpty()) {
            fixed.put("parse_mode", mode);
        }
        return notification -> {
            Map<String, Object> body = new HashMap<>(fixed);
            body.put("text", HttpIntegration.cut(text(notification, message, mode), LONGEST));
            return HttpDelivery.Post.json(url, json().writeValueAsString(body), entry.http());
        };
    }

    private static Object chat(Entry entry) {
        String chat = entry.settings()
                .secret("chat_id")
                .orElseThrow(() -> entry.settings().refuse("chat_id", "is needed"));
        if (!chat.matches("-?\\d{1,18}")) {
            throw entry.settings().refuse("chat_id", "must be a whole number");
        }
        return Long.parseLong(chat);
    }

    private static String text(Notification notification, TemplateText message, String mode) {
        return mode.equals("HTML") ? message.html(notification) : message.renderSafely(notification);
    }
}
