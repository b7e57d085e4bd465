package io.agentaiops.alertrouter.escalation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.security.SlackSignature;
import io.agentaiops.eventbus.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * Where Slack says that somebody clicked the button of a message (the app's "Interactivity Request URL"). Who may click is
 * who is in the channel; all that a click does is to acknowledge. Known by its signature, for Slack has no key of ours.
 */
@Path("/api/v1/slack/actions")
@PermitAll
@RunOnVirtualThread
class SlackActionResource {

    private static final String PAYLOAD = "payload=";
    private static final int LONGEST = 262_144;
    private static final int LONGEST_NAME = 100;

    private final IncidentDesk desk;
    private final CurrentConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    SlackActionResource(IncidentDesk desk, CurrentConfig config, ObjectMapper json, Clock clock) {
        this.desk = desk;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** Acknowledges; 200 also when the alert is over, for Slack would show anything else as a failure of its own. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response click(
            @HeaderParam("X-Slack-Request-Timestamp") @DefaultValue("") String timestamp,
            @HeaderParam("X-Slack-Signature") @DefaultValue("") String signature,
            @DefaultValue("") String body) {
        String secret = config.get().global().texts().getOrDefault("slack_signing_secret", "");
        boolean signed = !secret.isEmpty()
                && body.length() <= LONGEST
                && new SlackSignature(secret).matches(timestamp, signature, body, clock.instant());
        if (!signed) {
            throw Problem.forbidden("slack-signature-wrong", "this request is not signed by Slack, or is too old");
        }
        JsonNode payload = payload(body);
        for (JsonNode action : payload.path("actions")) {
            if (action.path("action_id").asText().equals("acknowledge")) {
                acknowledge(action.path("value").asText(), actor(payload.path("user")));
            }
        }
        return Response.ok().build();
    }

    private void acknowledge(String alert, String actor) {
        try {
            var unused = desk.acknowledge(new Fingerprint(alert), actor, null, "by the button in Slack");
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("slack-action-invalid", String.valueOf(e.getMessage()));
        }
    }

    private JsonNode payload(String body) {
        try {
            String form = body.startsWith(PAYLOAD) ? body.substring(PAYLOAD.length()) : "";
            return json.readTree(URLDecoder.decode(form, StandardCharsets.UTF_8));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw Problem.badRequest("slack-action-invalid", "payload is not JSON in a form");
        }
    }

    private static String actor(JsonNode user) {
        String name = user.path("username")
                .asText(user.path("name").asText(user.path("id").asText("")));
        String clean = name.strip().replaceAll("\\p{Cntrl}", "");
        return "slack:" + (clean.length() > LONGEST_NAME ? clean.substring(0, LONGEST_NAME) : clean);
    }
}
