package io.agentaiops.architecturerules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a service answers over REST, for people: method and path from the annotations of its classes, who may from its
 * roles, and the first sentence of what the sources say of it.
 */
final class RestReference {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final String REST = "jakarta.ws.rs.";
    private static final String ROLES = "jakarta.annotation.security.RolesAllowed";
    private static final Map<String, String> WITHOUT_ROLES = Map.of(
            "jakarta.annotation.security.PermitAll", "everybody",
            "io.quarkus.security.Authenticated", "whoever signed in");

    private RestReference() {}

    /** The reference of the module in the working directory. */
    static String document(String service, JavaClasses classes) throws IOException {
        Map<String, String> sentences = sentences(Path.of("src/main/java"));
        TreeMap<String, String> rows = new TreeMap<>();
        for (JavaClass resource : classes) {
            Optional<String> base = value(resource, REST + "Path");
            if (base.isEmpty()) {
                continue;
            }
            for (JavaMethod method : resource.getMethods()) {
                METHODS.stream()
                        .filter(verb -> method.isAnnotatedWith(REST + verb))
                        .forEach(verb -> {
                            String path = join(
                                    base.get(), value(method, REST + "Path").orElse(""));
                            rows.put(
                                    path + ' ' + METHODS.indexOf(verb) + method.getFullName(),
                                    "| %s | `%s` | %s | %s |%n"
                                            .formatted(verb, path, who(method, resource), sentence(method, sentences)));
                        });
            }
        }
        return """
                # REST: %s

                Derived from the service's classes; its `ArchitectureTest` holds it against them. Bodies and answers: OpenAPI at `/q/openapi` of the service. Errors are problem details (RFC 9457) with a stable `code`. Admin may whatever any other role but `service` may.

                | | Path | Role | |
                | --- | --- | --- | --- |
                """.formatted(service) + String.join("", rows.values());
    }

    private static String join(String base, String rest) {
        String whole = base + (rest.isEmpty() || rest.startsWith("/") ? "" : "/") + rest;
        return (whole.startsWith("/") ? whole : "/" + whole)
                .replaceAll("\\{(\\w+):\\s*([^{}]*)}", "{$1}")
                .replaceAll("(?<=.)/$", "");
    }

    private static String who(JavaMethod method, JavaClass resource) {
        return Stream.of(method, resource)
                .flatMap(place -> allowed(place).stream())
                .findFirst()
                .orElse("nobody");
    }

    private static Optional<String> allowed(CanBeAnnotated place) {
        for (Map.Entry<String, String> other : WITHOUT_ROLES.entrySet()) {
            if (place.isAnnotatedWith(other.getKey())) {
                return Optional.of(other.getValue());
            }
        }
        return value(place, ROLES);
    }

    private static Optional<String> value(CanBeAnnotated place, String annotation) {
        if (!place.isAnnotatedWith(annotation)) {
            return Optional.empty();
        }
        JavaAnnotation<?> found = place instanceof JavaClass type
                ? type.getAnnotationOfType(annotation)
                : ((JavaMethod) place).getAnnotationOfType(annotation);
        Object value = found.get("value").orElse("");
        return Optional.of(
                value instanceof Object[] several
                        ? Arrays.stream(several).map(String::valueOf).collect(Collectors.joining(", "))
                        : String.valueOf(value));
    }

    /** Where nothing is said of the method, its name and what is said of the class. */
    private static String sentence(JavaMethod method, Map<String, String> sentences) {
        String name = method.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        String ofClass = sentences.getOrDefault(method.getOwner().getSimpleName(), "");
        return sentences.getOrDefault(key(method), ofClass.isEmpty() ? name : name + ": " + ofClass);
    }

    private static String key(JavaMethod method) {
        return method.getOwner().getSimpleName()
                + '.'
                + method.getName()
                + '/'
                + method.getRawParameterTypes().size();
    }

    /** First sentences of the comments: of classes by name, of methods by class, name and number of parameters. */
    private static Map<String, String> sentences(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, String> sentences = new HashMap<>();
        try (Stream<Path> files = Files.walk(sources);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<Path> resources = files.filter(file -> file.toString().endsWith("Resource.java"))
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(resources));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                String type = Path.of(unit.getSourceFile().getName())
                        .getFileName()
                        .toString()
                        .replace(".java", "");
                new TreePathScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void visitClass(ClassTree named, @Nullable Void nothing) {
                        String comment = comments.getDocComment(getCurrentPath());
                        if (comment != null && named.getSimpleName().contentEquals(type)) {
                            sentences.put(type, firstSentence(comment));
                        }
                        return super.visitClass(named, null);
                    }

                    @Override
                    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                        String comment = comments.getDocComment(getCurrentPath());
                        if (comment != null) {
                            sentences.put(
                                    type
                                            + '.'
                                            + method.getName()
                                            + '/'
                                            + method.getParameters().size(),
                                    firstSentence(comment));
                        }
                        return super.visitMethod(method, null);
                    }
                }.scan(unit, null);
            }
        }
        return sentences;
    }

    private static String firstSentence(String comment) {
        String plain = comment.replaceAll("(?s)(^|\\n)\\s*@\\w+ .*", "")
                .replaceAll("\\{@(?:code|link)\\s+([^{}]*(?:\\{[^{}]*}[^{}]*)*)}", "`$1`")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
        return plain.replaceFirst("(?s)\\.( .*)?$", "").strip();
    }
}
