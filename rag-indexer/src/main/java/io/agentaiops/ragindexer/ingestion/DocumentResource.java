package io.agentaiops.ragindexer.ingestion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.agentaiops.eventbus.problem.Problem;
import io.agentaiops.ragindexer.index.SearchFilter.Viewers;
import io.agentaiops.ragindexer.passage.DocumentFormat;
import io.agentaiops.ragindexer.source.DecodedText;
import io.agentaiops.ragindexer.source.OriginalFile;
import io.agentaiops.ragindexer.source.SourceConfig;
import io.agentaiops.ragindexer.source.SourceDocument;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Documents over REST. */
@Path("/api/v1/documents")
@RunOnVirtualThread
class DocumentResource {

    private static final int MOST = 500;

    private final DocumentCatalog catalog;
    private final DocumentDesk desk;
    private final SourceConfig config;
    private final Clock clock;
    private final SecurityIdentity caller;

    DocumentResource(
            DocumentCatalog catalog, DocumentDesk desk, SourceConfig config, Clock clock, SecurityIdentity caller) {
        this.catalog = catalog;
        this.desk = desk;
        this.config = config;
        this.clock = clock;
        this.caller = caller;
    }

    /** Documents, and where the list goes on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<KnownDocument> items, @Nullable String nextCursor) {}

    /** A document with its text. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WithContent(
            @JsonUnwrapped KnownDocument document, @Nullable String content) {}

    @GET
    @RolesAllowed({"viewer", "service"})
    public Response list(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("state") @Nullable String state) {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid(List.of(new Problem.FieldError("limit", "must be from 1 to " + MOST)));
        }
        // Chosen by the database: a page that was thinned out here would end with an id that is not theirs to see.
        List<KnownDocument> found = catalog.list(states(state), viewers(), cursor, limit + 1);
        if (found.size() <= limit) {
            return Response.ok(new Page(found, null)).build();
        }
        List<KnownDocument> items = found.subList(0, limit);
        String next = found.get(limit - 1).documentId();
        String link = "</api/v1/documents?limit=" + limit + "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8)
                + (state == null ? "" : "&state=" + state) + ">; rel=\"next\"";
        return Response.ok(new Page(items, next)).header("Link", link).build();
    }

    /** As search has it: a document for an audience is there for nobody else. */
    private Viewers viewers() {
        return Viewers.of(caller.getRoles());
    }

    @GET
    @Path("/{documentId:.+}")
    @RolesAllowed({"viewer", "service"})
    public WithContent get(@PathParam("documentId") String documentId) {
        return catalog.find(documentId)
                .filter(known -> known.readers().include(viewers()))
                .map(known -> new WithContent(known, catalog.content(known).orElse(null)))
                .orElseThrow(() -> unknown(documentId));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    public Response upload(@Nullable DocumentUpload upload, @Context SecurityContext caller) {
        if (upload == null) {
            throw Problem.badRequest("body-missing", "send {documentId, title, mediaType, content, tags}");
        }
        return take(upload.document(config.maxSize(), clock.instant()), caller);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed("operator")
    public Response uploadFile(
            @RestForm("file") @Nullable FileUpload file,
            @RestForm("documentId") @Nullable String documentId,
            @RestForm("title") @Nullable String title,
            @RestForm("tags") @Nullable List<String> tags,
            @RestForm("audience") @Nullable List<String> audience,
            @Context SecurityContext caller)
            throws IOException {
        if (file == null) {
            throw Problem.invalid(List.of(new Problem.FieldError("file", "a file is needed")));
        }
        String id = documentId == null ? "uploads/" + file.fileName() : documentId;
        // The name decides the format: browsers and tools send all kinds of types for Markdown.
        DocumentFormat format = DocumentFormat.ofFileName(file.fileName())
                .or(() -> DocumentFormat.ofFileName(id))
                .orElseThrow(() -> Problem.invalid(List.of(new Problem.FieldError(
                        "file", "the ending of its name tells no format that can be read: " + file.fileName()))));
        int most = format.isText() ? config.maxSize() : config.maxFileSize();
        if (file.size() > most) {
            throw Problem.tooLarge(
                    "document-too-large",
                    "the file has " + file.size() + " bytes; of " + format.mediaType() + " at most " + most
                            + " are taken");
        }
        byte[] bytes = Files.readAllBytes(file.uploadedFile());
        if (!format.isText()) {
            return take(
                    upload(id, title, null, tags, audience, format)
                            .document(format, OriginalFile.of(bytes), most, clock.instant()),
                    caller);
        }
        String content = switch (DecodedText.of(bytes)) {
            case DecodedText.Text readable -> readable.text();
            case DecodedText.Unreadable unreadable ->
                throw Problem.invalid(List.of(
                        new Problem.FieldError("file", "line " + unreadable.line() + ": " + unreadable.reason())));
        };
        return take(upload(id, title, content, tags, audience, format).document(most, clock.instant()), caller);
    }

    private static DocumentUpload upload(
            String id,
            @Nullable String title,
            @Nullable String content,
            @Nullable List<String> tags,
            @Nullable List<String> audience,
            DocumentFormat format) {
        return new DocumentUpload(
                id,
                title,
                format.mediaType(),
                content,
                tags == null ? null : List.copyOf(tags),
                audience == null ? null : List.copyOf(audience));
    }

    @DELETE
    @Path("/{documentId:.+}")
    @RolesAllowed("operator")
    public Response delete(@PathParam("documentId") String documentId, @Context SecurityContext caller) {
        return switch (desk.remove(
                documentId, viewers(), caller.getUserPrincipal().getName())) {
            case TAKEN -> Response.noContent().build();
            case UNKNOWN -> throw unknown(documentId);
            case IS_A_FILE -> throw isAFile(documentId);
            case TAKEN_BY_ANOTHER -> throw takenByAnother(documentId);
        };
    }

    private Response take(SourceDocument document, SecurityContext caller) {
        return switch (desk.take(document, viewers(), caller.getUserPrincipal().getName())) {
            case IS_A_FILE -> throw isAFile(document.documentId());
            case UNKNOWN -> throw unknown(document.documentId());
            case TAKEN_BY_ANOTHER -> throw takenByAnother(document.documentId());
            case TAKEN ->
                Response.accepted(catalog.find(document.documentId()).orElseThrow())
                        .build();
        };
    }

    private static Collection<DocumentState> states(@Nullable String state) {
        if (state == null) {
            return DocumentCatalog.LIVE;
        }
        return EnumSet.allOf(DocumentState.class).stream()
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(state))
                .findFirst()
                .map(EnumSet::of)
                .orElseThrow(() -> Problem.invalid(List.of(new Problem.FieldError(
                        "state", "must be pending, indexed, failed, removing or removed but is " + state))));
    }

    private static RuntimeException unknown(String documentId) {
        return Problem.notFound("document-unknown", "no document has the id " + documentId);
    }

    private static RuntimeException takenByAnother(String documentId) {
        return Problem.conflict("document-id-taken", "the id " + documentId + " is taken: choose another one");
    }

    private static RuntimeException isAFile(String documentId) {
        return Problem.conflict(
                "document-is-a-file", documentId + " is a file of the watched folder: change or delete the file");
    }
}
