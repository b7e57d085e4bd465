package io.agentaiops.alertrouter.oncall;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Teams, vendors and levels to call, read anew from {@code contacts.md} each time: a page that somebody just put right holds. */
@ApplicationScoped
public class Contacts {

    private static final Logger LOG = Logger.getLogger(Contacts.class);
    private static final String PAGE = "contacts.md";

    private final Optional<String> folder;

    Contacts(@ConfigProperty(name = "aiops.on-call.documents-dir") Optional<String> folder) {
        this.folder = folder.filter(name -> !name.isBlank());
    }

    /** Empty where there is no page, or it can't be read: nothing that is told waits for it. */
    List<Contact> all() {
        Optional<Path> page = folder.map(name -> Path.of(name, PAGE)).filter(Files::isRegularFile);
        if (page.isEmpty()) {
            return List.of();
        }
        try {
            return ContactParser.parse(Files.readString(page.get()));
        } catch (IOException e) {
            LOG.warnf("contacts not read page=%s reason=%s", page.get(), e.getMessage());
            return List.of();
        }
    }

    /** How to reach those whom a text names, such as a level of escalation: {@code Engineering Team: ext. 2001}. */
    public List<String> namedIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(contact -> lower.contains(contact.name().toLowerCase(Locale.ROOT)))
                .map(contact -> contact.name() + ": " + contact.reach())
                .distinct()
                .toList();
    }
}
