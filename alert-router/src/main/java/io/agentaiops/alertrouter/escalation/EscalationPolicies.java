package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.ConfigFiles;
import io.agentaiops.alertrouter.config.ConfigPart;
import io.agentaiops.alertrouter.config.ConfigReloaded;
import io.agentaiops.alertrouter.escalation.EscalationPolicy.Target;
import io.agentaiops.alertrouter.notification.Receiver;
import io.agentaiops.alertrouter.notification.ReceiverDirectory;
import io.agentaiops.alertrouter.oncall.OnCall;
import io.agentaiops.alertrouter.oncall.Person;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The policies that hold now. A target that is not there is no reason to refuse a start; it is said, and audited. */
@ApplicationScoped
class EscalationPolicies implements ConfigPart {

    private static final Logger LOG = Logger.getLogger(EscalationPolicies.class);
    private static final String FILE = "escalation.yml";
    private static final int AFTER_THE_OTHERS = 1_500;

    private final ConfigFiles files;
    private final ReceiverDirectory receivers;
    private final OnCall onCall;
    private volatile List<EscalationPolicy> policies = List.of();

    EscalationPolicies(ConfigFiles files, ReceiverDirectory receivers, OnCall onCall) {
        this.files = files;
        this.receivers = receivers;
        this.onCall = onCall;
    }

    void start(@Observes @Priority(AFTER_THE_OTHERS) StartupEvent event) {
        policies = load();
        sayWhatIsMissing();
    }

    @Override
    public Runnable read(AlertingConfig alerting) {
        List<EscalationPolicy> read = load();
        return () -> policies = read;
    }

    /** Once receivers and people are those of the new files, too. */
    void reloaded(@Observes ConfigReloaded event) {
        sayWhatIsMissing();
    }

    private List<EscalationPolicy> load() {
        ConfigFiles.Source source = files.read(FILE);
        List<EscalationPolicy> read = EscalationFileParser.parse(source.name(), source.text());
        LOG.infof("escalation read file=%s policies=%d", source.name(), read.size());
        return read;
    }

    private void sayWhatIsMissing() {
        for (EscalationPolicy policy : policies) {
            missing(policy).forEach(what -> LOG.warnf("escalation reaches nobody policy=%s %s", policy.name(), what));
        }
    }

    List<EscalationPolicy> all() {
        return policies;
    }

    /** The first policy for an alert with these labels. */
    Optional<EscalationPolicy> of(Labels labels) {
        return policies.stream()
                .filter(policy -> policy.matchers().matches(labels))
                .findFirst();
    }

    /** The policy of that name; the one without levels when it is no more. */
    EscalationPolicy named(String name) {
        return policies.stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElse(EscalationPolicy.NONE);
    }

    /** Who is to be told at this moment; empty when there is no such receiver, person or schedule, or a gap. */
    Optional<Receiver> receiver(Target target) {
        return switch (target) {
            case Target.ToReceiver(String name) -> receivers.receiver(name);
            case Target.ToPerson(String name) -> onCall.person(name).flatMap(this::reached);
            case Target.ToSchedule(String name) -> onCall.now(name).flatMap(this::reached);
        };
    }

    /** The receiver of one person, by name; empty when nobody is named so. */
    Optional<Receiver> person(String name) {
        return onCall.person(name).flatMap(this::reached);
    }

    private Optional<Receiver> reached(Person person) {
        return receivers.receiver(person.receiver());
    }

    /** A target in words, with the person who is meant by it now. */
    String words(Target target) {
        return switch (target) {
            case Target.ToReceiver(String name) -> "receiver " + name;
            case Target.ToPerson(String name) -> name;
            case Target.ToSchedule(String name) ->
                onCall.now(name)
                        .map(person -> person.name() + " (" + name + ")")
                        .orElse("nobody (" + name + ")");
        };
    }

    /** What the policy names and there is not; a gap of a schedule counts too. */
    List<String> missing(EscalationPolicy policy) {
        return policy.levels().stream()
                .flatMap(level -> level.targets().stream()
                        .filter(target -> receiver(target).isEmpty())
                        .map(target -> level.name() + ": " + words(target) + " can't be told"))
                .toList();
    }
}
