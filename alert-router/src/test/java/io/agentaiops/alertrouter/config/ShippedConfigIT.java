package io.agentaiops.alertrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.Receiver;
import io.agentaiops.alertrouter.routing.Route;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The alertmanager.yml that ships is right, and so are the examples in its comments. */
@QuarkusTest
class ShippedConfigIT {

    @Inject
    @Any
    Instance<Channel> channels;

    private static String shipped() throws IOException {
        try (var stream =
                Objects.requireNonNull(ShippedConfigIT.class.getResourceAsStream("/defaults/alertmanager.yml"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void asShippedAlertsShowOnTheDashboard() throws IOException {
        AlertingConfig config = new AlertmanagerFileParser(channels).parse("alertmanager.yml", shipped());

        assertThat(config.receiver("dashboard").ways())
                .extracting(Receiver.Way::channel)
                .containsExactly("dashboard");
    }

    @Test
    void examplesInTheCommentsAreRight() throws IOException {
        String uncommented = shipped().replaceAll("(?m)^#( {2,})", "$1").replaceAll("(?m)^#$", "");
        Path secret = Files.writeString(Files.createTempFile("alert-router", "secret"), "https://hooks.example.com/x");
        secret.toFile().deleteOnExit();
        String text = uncommented.replaceAll("_file: \\S+", "_file: " + secret);

        AlertingConfig config = new AlertmanagerFileParser(channels).parse("alertmanager.yml", text);

        assertThat(config.receiver("critical").ways())
                .extracting(Receiver.Way::channel)
                .containsExactlyInAnyOrder("email", "slack", "sms", "webhook", "dashboard");
        assertThat(config.routes().match(Labels.of(Map.of("severity", "critical"))))
                .extracting(Route::receiver)
                .containsExactly("critical");
    }
}
