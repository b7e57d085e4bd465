package io.agentaiops.alertrouter.notification.email;

import io.agentaiops.alertrouter.notification.Delivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.Notification;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.nio.charset.StandardCharsets;
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
        MailClient client = MailClient.create(vertx, config());
        try {
            client.sendMail(message(notification))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return new Delivery.Delivered();
        } catch (ExecutionException e) {
            return judge(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return new Delivery.Failed(settings.host() + " did not answer within " + TIMEOUT_SECONDS + " s");
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
        for (Map.Entry<String, String> own :
                EmailChannel.ownHeaders(settings.headers()).entrySet()) {
            headers.set(own.getKey(), own.getValue());
        }
        MailMessage mail = new MailMessage()
                .setFrom(settings.from())
                .setTo(settings.to())
                .setSubject(settings.headers().getOrDefault("Subject", notification.title()))
                .setText(text.plain())
                .setHtml(text.html());
        mail.setHeaders(headers);
        return mail;
    }

    private static String threadOf(Notification notification) {
        String group = notification.message().receiver() + "\n"
                + notification.message().groupKey();
        return UUID.nameUUIDFromBytes(group.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
