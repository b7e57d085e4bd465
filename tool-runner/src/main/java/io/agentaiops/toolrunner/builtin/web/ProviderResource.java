package io.agentaiops.toolrunner.builtin.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The search providers: their order, limits and state. What is put holds from the next search on, in every replica. */
@Path("/api/v1/tools/web_search/providers")
@RunOnVirtualThread
class ProviderResource {

    /** A provider as callers see it. {@code state} is closed, open or half-open. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProviderView(
            String name,
            int position,
            boolean enabled,
            String url,
            int requestsPerMinute,
            long timeoutMs,
            String state,
            @Nullable Instant openUntil,
            @Nullable String lastFault,
            @Nullable Instant lastFaultAt,
            @Nullable Instant lastSuccessAt,
            @Nullable Double quality,
            @Nullable Instant canaryAt) {}

    /** What can be set; what is left out stays. */
    record ProviderChange(
            @NotNull String name,
            @Nullable Boolean enabled,
            @Nullable String url,
            @Nullable @Min(1) @Max(6000) Integer requestsPerMinute,
            @Nullable @Min(500) @Max(60_000) Long timeoutMs) {}

    /** The providers in the order in which they are to be asked; one that is not named comes after them. */
    record ProviderOrder(@NotNull @NotEmpty List<@Valid @NotNull ProviderChange> providers) {}

    private final ProviderStore store;
    private final ProviderWatch watch;
    private final Audit audit;
    private final SecurityIdentity identity;
    private final Clock clock;

    ProviderResource(ProviderStore store, ProviderWatch watch, Audit audit, SecurityIdentity identity, Clock clock) {
        this.store = store;
        this.watch = watch;
        this.audit = audit;
        this.identity = identity;
        this.clock = clock;
    }

    @GET
    @RolesAllowed("viewer")
    public List<ProviderView> list() {
        Instant now = clock.instant();
        return store.all().stream().map(provider -> view(provider, now)).toList();
    }

    @PUT
    @RolesAllowed("admin")
    @Transactional
    public List<ProviderView> configure(@NotNull @Valid ProviderOrder order) {
        List<Provider> known = store.all();
        List<Provider> ordered = new ArrayList<>();
        for (ProviderChange change : order.providers()) {
            ordered.add(changed(change, ordered.size() + 1, known, ordered));
        }
        known.stream()
                .filter(provider ->
                        ordered.stream().noneMatch(other -> other.name().equals(provider.name())))
                .toList()
                .forEach(provider -> ordered.add(at(provider, ordered.size() + 1)));
        String principal = identity.getPrincipal().getName();
        ordered.forEach(provider -> store.configure(provider, principal, clock.instant()));
        audit.record(principal, "web-search.configure", "web_search", "succeeded", Map.of("order", text(ordered)));
        return list();
    }

    @POST
    @Path("{name}/check")
    @RolesAllowed("operator")
    public ProviderWatch.Check check(String name) {
        Provider provider = store.find(name).orElseThrow(() -> unknown(name));
        if (!provider.configured()) {
            throw Problem.conflict("provider-not-configured", name + " is switched off or has no address.");
        }
        return watch.check(provider);
    }

    private static Provider changed(ProviderChange change, int position, List<Provider> known, List<Provider> before) {
        Provider old = known.stream()
                .filter(provider -> provider.name().equals(change.name()))
                .findFirst()
                .orElseThrow(() -> unknown(change.name()));
        if (before.stream().anyMatch(other -> other.name().equals(change.name()))) {
            throw Problem.badRequest("provider-twice", change.name() + " stands in the list twice.");
        }
        boolean enabled = change.enabled() == null ? old.enabled() : change.enabled();
        String url = change.url() == null ? old.url() : checked(change.url());
        if (enabled && url.isEmpty()) {
            throw Problem.invalid(List.of(new Problem.FieldError(
                    "url", change.name() + " cannot be switched on without an address, such as http://searx:8888")));
        }
        return new Provider(
                old.name(),
                position,
                enabled,
                url,
                change.requestsPerMinute() == null ? old.requestsPerMinute() : change.requestsPerMinute(),
                change.timeoutMs() == null ? old.timeout() : Duration.ofMillis(change.timeoutMs()),
                old.breaker(),
                old.lastFault(),
                old.lastFaultAt(),
                old.lastSuccessAt(),
                old.quality(),
                old.canaryAt());
    }

    private static Provider at(Provider old, int position) {
        return changed(new ProviderChange(old.name(), null, null, null, null), position, List.of(old), List.of());
    }

    private static String checked(String url) {
        String text = url.strip();
        if (text.isEmpty()) {
            return text;
        }
        Optional<URI> uri = parsed(text);
        if (uri.isEmpty() || uri.get().getHost() == null || uri.get().getUserInfo() != null || !isWeb(uri.get())) {
            throw Problem.invalid(List.of(new Problem.FieldError(
                    "url", "'" + text + "' is not an http or https address without a user name")));
        }
        return text;
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isWeb(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    private static RuntimeException unknown(String name) {
        return Problem.notFound("provider-unknown", "There is no search provider '" + name + "'.");
    }

    private static String text(List<Provider> providers) {
        return String.join(
                ", ",
                providers.stream()
                        .map(provider -> provider.name() + (provider.enabled() ? " on " : " off ") + provider.url())
                        .toList());
    }

    private static ProviderView view(Provider provider, Instant now) {
        return new ProviderView(
                provider.name(),
                provider.position(),
                provider.enabled(),
                provider.url(),
                provider.requestsPerMinute(),
                provider.timeout().toMillis(),
                provider.breaker().state(now).name().toLowerCase(Locale.ROOT).replace('_', '-'),
                provider.breaker().openUntil(),
                provider.lastFault(),
                provider.lastFaultAt(),
                provider.lastSuccessAt(),
                provider.quality(),
                provider.canaryAt());
    }
}
