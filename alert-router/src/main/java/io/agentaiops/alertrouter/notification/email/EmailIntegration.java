package io.agentaiops.alertrouter.notification.email;

import io.agentaiops.alertrouter.gotemplate.TemplateError;
import io.agentaiops.alertrouter.notification.Delivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends mail. Every mail of one alert group refers to the same thread id, so mail programs show them together; a
 * repeated attempt keeps its Message-ID, so servers and programs can drop it.
 */
final class EmailIntegration implements Integration {

    private static final Pattern STATUS = Pattern.compile("\\b([45])\\d\\d[ -]");
    private static final int TIMEOUT_SECONDS = 25;

    private final Vertx vertx;
    private final EmailSettings settings;

    EmailIntegration(Vertx vertx, EmailSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    @Override
    public boolean sendsResolved() {
        return settings.sendResolved();
    }

    /** A connection for each mail: notifications are rare, and servers close idle connections at their pleasure. */
    @Override
    public Delivery deliver(Notification notification) {
        MailMessage mail;
        try {
            mail = message(notification);
        } catch (TemplateError | IllegalArgumentException e) {
            return new Delivery.Impossible("mail can't be written: " + e.getMessage());
        }
        MailClient client = MailClient.create(vertx, config());
        try {
            client.sendMail(mail).toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return new Delivery.Delivered();
        } catch (ExecutionException e) {
            return judge(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return Delivery.Failed.unheard(settings.host() + " did not answer within " + TIMEOUT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Failed("interrupted");
        } finally {
            var unused = client.close();
        }
    }

    /** A server's 5xx is its last word; anything else is worth another attempt. */
    private Delivery judge(Throwable failure) {
        String reason = String.valueOf(failure.getMessage()).strip();
        Matcher status = STATUS.matcher(reason);
        if (status.find() && status.group(1).equals("5")) {
            return new Delivery.Impossible("mail refused: " + reason);
        }
        return new Delivery.Failed("mail not sent by " + settings.host() + ":" + settings.port() + ": " + reason);
    }

    private MailConfig config() {
        MailConfig config = new MailConfig()
                .setHostname(settings.host())
                .setPort(settings.port())
                .setOwnHostname(settings.hello())
                .setSsl(settings.implicitTls())
                .setStarttls(
                        settings.requireTls() && !settings.implicitTls()
                                ? StartTLSOptions.REQUIRED
                                : StartTLSOptions.OPTIONAL)
                .setTrustAll(settings.trustAll())
                .setKeepAlive(false)
                .setMaxPoolSize(1);
        if (settings.username() != null && settings.password() != null) {
            config.setLogin(LoginOption.REQUIRED)
                    .setUsername(settings.username())
                    .setPassword(settings.password());
        } else {
            config.setLogin(LoginOption.DISABLED);
        }
        return config;
    }

    private MailMessage message(Notification notification) {
        EmailText text = new EmailText(notification);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        String thread = "<group-" + threadOf(notification) + "@agent-aiops>";
        headers.set("Message-ID", "<" + notification.id() + "@agent-aiops>");
        headers.set("References", thread);
        headers.set("In-Reply-To", thread);
        headers.set("Auto-Submitted", "auto-generated");
        headers.set("Idempotency-Key", notification.id().toString());
        if (notification.possibleDuplicate()) {
            headers.set("X-Possible-Duplicate", "true");
        }
        TemplateText subject = null;
        for (Map.Entry<String, TemplateText> own : settings.headers().entrySet()) {
            if (own.getKey().equalsIgnoreCase("Subject")) {
                subject = own.getValue();
            } else {
                headers.set(own.getKey(), oneLine(own.getValue().renderSafely(notification)));
            }
        }
        MailMessage mail = new MailMessage()
                .setFrom(settings.from().render(notification))
                .setTo(to(notification))
                .setSubject(oneLine(subject == null ? notification.title() : subject.renderSafely(notification)))
                .setText(settings.text()
                        .map(own -> own.renderSafely(notification))
                        .orElseGet(text::plain))
                .setHtml(html(notification, text));
        mail.setHeaders(headers);
        return mail;
    }

    private List<String> to(Notification notification) {
        List<String> to = addresses(settings.to().render(notification));
        if (to.isEmpty()) {
            throw new IllegalArgumentException("\"to\" names no mail address");
        }
        return to;
    }

    /** The addresses of a list with commas; empty when one of them is none. */
    static List<String> addresses(String text) {
        List<String> addresses = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        return addresses.stream().allMatch(address -> address.contains("@")) ? addresses : List.of();
    }

    /** A template that fails must not cost the mail. */
    private String html(Notification notification, EmailText text) {
        try {
            return settings.html().map(own -> own.html(notification)).orElseGet(text::html);
        } catch (TemplateError e) {
            return text.html();
        }
    }

    /** A line break in a header would begin another one. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String threadOf(Notification notification) {
        String group = notification.message().receiver() + "\n"
                + notification.message().groupKey();
        return UUID.nameUUIDFromBytes(group.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
