package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.opsscheduler.procedure.DocumentProblem;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The controls of the documents folder, read anew whenever they are asked for: they change seldom and are few. */
@ApplicationScoped
class ControlCatalog {

    /** Their document, below the documents folder. */
    static final String FILE = "controls.yaml";

    private final Path folder;
    private final Map<String, Check> checks = new LinkedHashMap<>();

    ControlCatalog(ProcedureCatalog documents, @Any Instance<Checks> kinds) {
        this.folder = documents.folder();
        kinds.stream().flatMap(kind -> kind.all().stream()).forEach(check -> checks.put(check.name(), check));
    }

    /** The controls, and what is wrong with their document. */
    ControlParser.Parsed current() {
        try {
            return parse(text());
        } catch (NoSuchFileException e) {
            return new ControlParser.Parsed(
                    List.of(), List.of(new DocumentProblem(1, "there is no " + FILE + " in " + folder)));
        } catch (IOException e) {
            return new ControlParser.Parsed(List.of(), List.of(new DocumentProblem(1, "cannot be read: " + e)));
        }
    }

    /** Reads such a document. */
    ControlParser.Parsed parse(String document) {
        return new ControlParser(checks).parse(document);
    }

    /** The document as it stands. */
    String text() throws IOException {
        return Files.readString(folder.resolve(FILE));
    }

    /** Looks at one; whatever goes wrong meanwhile means that it could not be seen. */
    Verdict look(Control control) {
        Check check = checks.get(control.check());
        if (check == null) {
            return Verdict.unknown("there is no check " + control.check());
        }
        try {
            return check.look().at(control);
        } catch (IOException | RuntimeException e) {
            return Verdict.unknown("could not be looked at: " + e.getMessage());
        }
    }
}
