package io.agentaiops.alertrouter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * alertmanager.yml as it may be shown: without what is secret, and without the keys that are ours, for amtool reads it as
 * strictly as Alertmanager reads its own.
 */
final class ShownConfig {

    private static final String SECRET = "<secret>";

    /** Alertmanager does not take its own word for a secret here: it wants an address. */
    private static final String HIDDEN_ADDRESS = "http://hidden.invalid/";

    private static final Set<String> OURS = Set.of(
            "sms_configs",
            "dashboard_configs",
            "rate_limit",
            "slack_signing_secret",
            "slack_signing_secret_file",
            "acknowledge_button");
    private static final Set<String> SECRET_ADDRESSES =
            Set.of("slack_api_url", "webhook_url", "mattermost_webhook_url");
    private static final Pattern SECRETS = Pattern.compile(
            ".*(password|secrets?|token|token_id|credentials)|(service|routing|api|user|secret|.*_api)_key|key");

    private static final Pattern USER_AND_PASSWORD = Pattern.compile("^([^/]*//)[^/]*@");

    private ShownConfig() {}

    static String of(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(20);
        Object root = new Yaml(new SafeConstructor(options)).load(text);
        DumperOptions layout = new DumperOptions();
        layout.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(layout).dump(shown(root, "", ""));
    }

    private static @Nullable Object shown(@Nullable Object value, String key, String section) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> kept = new LinkedHashMap<>();
                map.forEach((name, child) -> {
                    if (!OURS.contains(String.valueOf(name))) {
                        kept.put(String.valueOf(name), shown(child, String.valueOf(name), key));
                    }
                });
                yield kept;
            }
            case List<?> list -> {
                List<@Nullable Object> kept = new ArrayList<>();
                list.forEach(child -> kept.add(shown(child, key, section)));
                yield kept;
            }
            case null -> null;
            default -> hidden(value, key, section);
        };
    }

    private static Object hidden(Object value, String key, String section) {
        if (key.equals("url")) {
            return HIDDEN_ADDRESS;
        }
        if (key.equals("proxy_url")) {
            return USER_AND_PASSWORD.matcher(String.valueOf(value)).replaceFirst("$1");
        }
        boolean secret = SECRETS.matcher(key).matches()
                || SECRET_ADDRESSES.contains(key)
                || (key.equals("api_url") && section.equals("slack_configs"));
        return secret ? SECRET : value;
    }
}
