package io.agentaiops.agentgateway.support;

import io.agentaiops.agentgateway.privacy.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * Cases that somebody reported, and proposals for the FAQ from their questions. Approved documents stay: they hold no
 * personal data.
 */
@ApplicationScoped
class SupportData implements PersonalData {

    private static final int PAGE = 100;

    private static final List<String> REMOVALS = List.of(
            "delete from support_case where principal = :principal",
            "delete from faq_entry where principal = :principal and state in ('proposed', 'rejected')");

    /** A case as it is handed over. */
    record Exported(SupportCase.Text text, SupportCase.State state, List<CaseStage> stages) {}

    private final Jdbi jdbi;
    private final CaseStore store;

    SupportData(Jdbi jdbi, CaseStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    @Override
    public String name() {
        return "cases";
    }

    @Override
    public void export(String principal, Consumer<Object> each) {
        String before = "g";
        List<SupportCase> page;
        do {
            page = store.before(before, principal, null, PAGE);
            for (SupportCase one : page) {
                each.accept(new Exported(one.text(), one.state(), store.stages(one.id())));
                before = one.id();
            }
        } while (page.size() == PAGE);
    }

    @Override
    public long erase(String principal) {
        return jdbi.withHandle(handle -> REMOVALS.stream()
                .mapToLong(sql ->
                        handle.createUpdate(sql).bind("principal", principal).execute())
                .sum());
    }
}
