package io.agentaiops.opsscheduler.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventcontracts.Capability;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProcedureParserTest {

    private static final String GOOD = """
            ---
            id: check-host
            title: Check the host
            kind: emergency
            owner: operations
            severity: critical
            schedule:
              cron: "0 9 * * *"
              time-zone: Europe/Berlin
            review-by: 2027-05-31
            tags: [host, disk]
            applies-to:
              alertname: HighCpuUsage
            ---
            # Check the host

            Intro.

            ## 1. See `df` of each disk

            Why.

            ```step
            run: df -h
            expect:
              exit-code: 0
              contains: [Filesystem, Use%]
              max: {pattern: '(\\d+)%', value: 90}
            timeout: 20s
            on-failure: continue
            ```

            What to do next.

            ### 2.1 Ask a person

            ```step
            uses: person.confirm
            with:
              question: Is it 9:00?
              assignee: ops
            approval: required
            ```

            ## After the run

            | a | b |
            """;

    @Test
    void wholeDocumentIsRead() {
        Procedure procedure = procedure(GOOD);

        assertThat(procedure.id()).isEqualTo("check-host");
        assertThat(procedure.kind()).isEqualTo(Kind.EMERGENCY);
        assertThat(procedure.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(Objects.requireNonNull(procedure.schedule()).zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(procedure.appliesTo()).containsEntry("alertname", "HighCpuUsage");
        assertThat(procedure.steps()).hasSize(2);
    }

    @Test
    void stepKnowsItsPlaceAndItsText() {
        Step step = procedure(GOOD).steps().getFirst();

        assertThat(step.id()).isEqualTo("see-df-of-each-disk");
        assertThat(step.title()).isEqualTo("See df of each disk");
        assertThat(step.lines()).isEqualTo("19-33");
        assertThat(step.text()).isEqualTo("Why.\n\nWhat to do next.");
        assertThat(step.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(step.onFailure()).isEqualTo(OnFailure.CONTINUE);
        assertThat(step.action()).isInstanceOfSatisfying(StepAction.Run.class, run -> {
            assertThat(run.command()).isEqualTo("df -h");
            assertThat(Objects.requireNonNull(run.expect()).contains()).containsExactly("Filesystem", "Use%");
            assertThat(Objects.requireNonNull(run.expect().max()).value()).isEqualTo(90);
        });
    }

    @Test
    void capabilityAndItsArgumentsAreRead() {
        Step step = procedure(GOOD).steps().getLast();

        assertThat(step.id()).isEqualTo("ask-a-person");
        assertThat(step.needsApproval()).isTrue();
        assertThat(step.timeout()).isEqualTo(Step.DEFAULT_TIMEOUT);
        assertThat(step.action())
                .isEqualTo(new StepAction.Uses(
                        Capability.PERSON_CONFIRM, Map.of("question", "Is it 9:00?", "assignee", "ops")));
    }

    @Test
    void versionChangesWithTheText() {
        assertThat(procedure(GOOD).version())
                .isEqualTo(procedure(GOOD).version())
                .isNotEqualTo(procedure(GOOD + "\nmore").version());
    }

    @Test
    void windowsLineEndsMakeNoDifference() {
        assertThat(procedure(GOOD.replace("\n", "\r\n")).steps())
                .isEqualTo(procedure(GOOD).steps());
    }

    @Test
    void documentWithoutStepsIsKnowledge() {
        assertThat(parse("# Contacts\n\nCall us.")).isInstanceOf(ParseOutcome.Knowledge.class);
        assertThat(parse("---\nlayout: post\nowner: [\n---\n# Contacts\n")).isInstanceOf(ParseOutcome.Knowledge.class);
        assertThat(parse("")).isInstanceOf(ParseOutcome.Knowledge.class);
    }

    @Test
    void everyProblemIsToldWithItsLine() {
        String document = """
                ---
                id: Check Host
                titel: Check the host
                kind: recipe
                schedule:
                  cron: "0 25 * * *"
                  time-zone: Europe/Atlantis
                review-by: soon
                ---
                ## 1. First

                ```step
                uses: coffee.brew
                timeout: quick
                patience: none
                ```
                """;

        assertThat(problems(document)).extracting(DocumentProblem::line).containsExactly(2, 2, 3, 4, 7, 8, 13, 14, 15);
        assertThat(reasons(document))
                .anyMatch(reason -> reason.contains("id must be kebab-case"))
                .anyMatch(reason -> reason.contains("title is missing"))
                .anyMatch(reason -> reason.contains("unknown key 'titel'"))
                .anyMatch(reason -> reason.contains("kind must be one of procedure, emergency"))
                .anyMatch(reason -> reason.contains("time-zone must be"))
                .anyMatch(reason -> reason.contains("review-by must be a date"))
                .anyMatch(reason -> reason.contains("unknown capability 'coffee.brew'"))
                .anyMatch(reason -> reason.contains("a duration is"))
                .anyMatch(reason -> reason.contains("unknown key 'patience'"));
    }

    @Test
    void wrongCronIsToldAtItsLine() {
        String document = "---\nid: a\ntitle: A\nschedule:\n  cron: 0 9 * *\n---\n" + step("run: df -h");

        assertProblem(document, 5, "five fields");
    }

    @Test
    void scheduleWithoutStepsIsRefused() {
        assertProblem("---\nid: a\ntitle: A\nschedule:\n  cron: 0 9 * * *\n---\n# A\n", 4, "no step to run");
    }

    @Test
    void stepsWithoutFrontMatterAreRefused() {
        assertProblem("## 1. A\n\n```step\nrun: df -h\n```\n", 1, "front matter is missing");
    }

    @Test
    void stepNeedsExactlyOneAction() {
        assertProblem(document(step("timeout: 5s")), 8, "either uses: or run:");
        assertProblem(document(step("run: df -h\nuses: ollama.version")), 8, "not both");
    }

    @Test
    void argumentsMustFitTheCapability() {
        assertProblem(document(step("uses: agent.ask")), 8, "agent.ask needs the argument 'question'");
        assertProblem(
                document(step("uses: agent.ask\nwith:\n  within: 60s")), 9, "agent.ask needs the argument 'question'");
        assertProblem(
                document(step("uses: ollama.version\nwith:\n  host: a")), 10, "ollama.version has no argument 'host'");
        assertProblem(document(step("uses: logs.review\nwith:\n  window: a while")), 10, "a duration is");
        assertProblem(document(step("uses: agent.ask\nwith:\n  question:")), 10, "value is missing");
    }

    @Test
    void expectationMustMakeSense() {
        assertProblem(document(step("run: df -h\nexpect:\n  exit-code: zero")), 10, "whole number");
        assertProblem(document(step("run: df -h\nexpect:\n  matches: '('")), 10, "not a regular expression");
        assertProblem(document(step("run: df -h\nexpect:\n  max: {pattern: '9', value: 9}")), 10, "group");
        assertProblem(document(step("run: df -h\nexpect:\n  max: {pattern: '(9)'}")), 10, "pattern: and value:");
        assertProblem(document(step("run: df -h\nexpect:\n  stderr: x")), 10, "unknown key 'stderr'");
        assertProblem(document(step("uses: ollama.version\nexpect:\n  exit-code: 0")), 9, "goes with run: only");
    }

    @Test
    void scriptIsNotACommand() {
        assertProblem(document(step("run: |\n  df -h\n  rm x")), 8, "one command line");
    }

    @Test
    void blockMustStandBelowAHeadingOfItsOwn() {
        assertProblem("---\nid: a\ntitle: A\n---\n# A\n\n```step\nrun: df -h\n```\n", 7, "below a heading");
        assertProblem(document(step("run: df -h") + step("run: df -i")), 10, "only one step block");
        assertProblem(document("* item\n\n  ```step\n  run: df -h\n  ```\n"), 9, "inside a list");
        assertProblem(document("```step\nrun: df -h\n"), 7, "not closed");
        assertProblem(document("```step"), 7, "is empty");
        assertProblem(document("```step\nwith: ["), 8, "not valid YAML");
    }

    @Test
    void stepsOfTheSameNameAreRefused() {
        String second = "\n## 2. First\n\n" + step("run: df -i");

        assertProblem(document(step("run: df -h") + second), 11, "same name as the one in line 5");
    }

    @Test
    void brokenYamlIsToldAtItsLine() {
        assertProblem(document(step("run: df -h\n  expect: [")), 9, "not valid YAML");
        assertProblem(document(step("- run")), 8, "mapping of key: value");
        assertProblem(document(step("run: df -h\nrun: df -i")), 9, "given twice");
    }

    @Test
    void yamlAliasesDoNotBlowUp() {
        assertThat(parse(document(step("uses: knowledge.search-test\nwith:\n  questions: &a [*a, *a]"))))
                .isInstanceOf(ParseOutcome.Refused.class);
    }

    private static String document(String steps) {
        return "---\nid: a\ntitle: A\n---\n## 1. First\n\n" + steps;
    }

    private static String step(String yaml) {
        return "```step\n" + yaml + "\n```\n";
    }

    private static void assertProblem(String document, int line, String reason) {
        assertThat(problems(document)).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.reason()).contains(reason);
        });
    }

    private static List<String> reasons(String document) {
        return problems(document).stream().map(DocumentProblem::reason).toList();
    }

    private static List<DocumentProblem> problems(String document) {
        ParseOutcome outcome = parse(document);
        assertThat(outcome).isInstanceOf(ParseOutcome.Refused.class);
        return ((ParseOutcome.Refused) outcome).problems();
    }

    private static Procedure procedure(String document) {
        ParseOutcome outcome = parse(document);
        assertThat(outcome).as(outcome.toString()).isInstanceOf(ParseOutcome.Executable.class);
        return ((ParseOutcome.Executable) outcome).procedure();
    }

    private static ParseOutcome parse(String document) {
        return new ProcedureParser(ZoneOffset.UTC).parse("a.md", document);
    }
}
