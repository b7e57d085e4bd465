package io.agentaiops.alertrouter.notification.paging;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.HttpIntegration;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.TemplatedChannel;
import io.agentaiops.alertrouter.notification.http.HttpClients;
import io.agentaiops.alertrouter.notification.template.TemplateText;
import io.agentaiops.alertrouter.notification.template.TemplateTexts;
import io.agentaiops.alertrouter.yaml.YamlMap;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code sns_configs}: Amazon's SNS, by a signed request; roles and profiles of AWS are refused. */
@Singleton
public class SnsChannel extends TemplatedChannel {

    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final Map<String, String> TARGETS =
            Map.of("topic_arn", "TopicArn", "phone_number", "PhoneNumber", "target_arn", "TargetArn");

    private final Clock clock;

    SnsChannel(HttpDelivery http, ObjectMapper json, Clock clock) {
        super(http, json);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sns";
    }

    @Override
    protected HttpIntegration.Request request(Entry entry) {
        AwsSignature signature = entry.settings()
                .map("sigv4")
                .map(SnsChannel::signature)
                .orElseThrow(() -> entry.settings().refuse("sigv4", "is needed"));
        URI url = entry.url(
                "api_url", entry.settings().text("api_url", "https://sns." + signature.region() + ".amazonaws.com/"));
        Map<String, TemplateText> target = target(entry);
        TemplateText subject = entry.texts().text("subject", "{{ template \"sns.default.subject\" . }}");
        TemplateText message = entry.texts().text("message", "{{ template \"sns.default.message\" . }}");
        Map<String, TemplateText> attributes = entry.texts().map("attributes");
        entry.settings().flag("use_aws_http_client", false);
        return notification -> {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("Action", "Publish");
            form.put("Version", "2010-03-31");
            target.forEach((name, text) -> form.put(name, text.render(notification)));
            form.put("Subject", HttpIntegration.cut(subject.renderSafely(notification), 100));
            form.put("Message", message.renderSafely(notification));
            attributes(form, attributes, notification);
            inOrder(form, notification);
            String body = HttpClients.form(form);
            return new HttpDelivery.Post(
                    url,
                    FORM,
                    body,
                    signature.headers(url, FORM, body, clock.instant()),
                    HttpDelivery.TIMEOUT,
                    entry.http());
        };
    }

    private static AwsSignature signature(YamlMap section) {
        section.refuseUnsupported("profile", "role_arn", "external_id", "use_fips_sts_endpoint");
        AwsSignature signature = new AwsSignature(
                section.requiredText("region"),
                "sns",
                section.requiredText("access_key"),
                section.secret("secret_key").orElseThrow(() -> section.refuse("secret_key", "is needed")));
        section.finish();
        return signature;
    }

    private static Map<String, TemplateText> target(Entry entry) {
        Map<String, TemplateText> targets = new LinkedHashMap<>();
        TARGETS.forEach((key, name) -> Optional.of(entry.texts().text(key))
                .filter(TemplateText::isSet)
                .ifPresent(text -> targets.put(name, text)));
        if (targets.size() != 1) {
            throw entry.settings().refuse("topic_arn", "or phone_number or target_arn is needed, and only one of them");
        }
        return targets;
    }

    private static void attributes(
            Map<String, String> form, Map<String, TemplateText> attributes, Notification notification) {
        int number = 1;
        for (Map.Entry<String, String> attribute :
                TemplateTexts.rendered(attributes, notification).entrySet()) {
            String prefix = "MessageAttributes.entry." + number++;
            form.put(prefix + ".Name", attribute.getKey());
            form.put(prefix + ".Value.DataType", "String");
            form.put(prefix + ".Value.StringValue", attribute.getValue());
        }
    }

    /** A topic that keeps order also drops what it has had. */
    private static void inOrder(Map<String, String> form, Notification notification) {
        if (form.getOrDefault("TopicArn", "").endsWith(".fifo")) {
            form.put("MessageGroupId", HttpIntegration.groupId(notification));
            form.put("MessageDeduplicationId", notification.id().toString());
        }
    }
}
