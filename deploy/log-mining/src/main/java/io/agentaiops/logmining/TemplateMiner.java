package io.agentaiops.logmining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the templates of messages, as they come. A message that fits a template is told by a look into a tree; others
 * wait, and {@link #settle} groups them together with the templates that are known already. One setting serves every
 * system. Not for use by several threads.
 */
public final class TemplateMiner {

    /** Of a longer message the beginning counts. */
    private static final int LONGEST = 4000;

    private final Map<List<String>, Sequence> waiting = new LinkedHashMap<>();
    private final List<Template> templates = new ArrayList<>();
    private final Map<Template, Integer> numbers = new HashMap<>();
    private final Map<Integer, Integer> replaced = new HashMap<>();
    private final List<Sequence> forms = new ArrayList<>();
    private TemplateTree tree = new TemplateTree();

    /** Takes templates over that were found before; they get the numbers 0, 1, ... in this order. */
    public void know(List<Template> known) {
        known.forEach(template -> {
            Sequence form = new Sequence(template.words());
            form.joins(numberOf(template));
            forms.add(form);
            tree.add(template.words(), form.group());
        });
    }

    /** Takes a message; its template can be asked for once it is settled. */
    public Mined add(String message) {
        List<String> words = MessageTokens.of(message.length() > LONGEST ? message.substring(0, LONGEST) : message);
        int known = tree.find(words);
        if (known >= 0) {
            return new Mined(known, null);
        }
        return new Mined(-1, waiting.computeIfAbsent(words, Sequence::new));
    }

    /** How many different messages wait. */
    public int waiting() {
        return waiting.size();
    }

    /** Groups what waits. */
    public void settle() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Sequence> all = new ArrayList<>(forms);
        all.addAll(waiting.values());
        forms.clear();
        tree = new TemplateTree();
        for (List<Sequence> group : SequenceGrouping.of(all)) {
            settle(group);
        }
        waiting.clear();
    }

    private void settle(List<Sequence> group) {
        Template template = Template.of(group);
        int number = group.stream()
                .mapToInt(Sequence::group)
                .filter(old -> old >= 0)
                .map(this::current)
                .min()
                .orElseGet(() -> numberOf(template));
        for (Sequence sequence : group) {
            if (sequence.group() >= 0 && current(sequence.group()) != number) {
                replaced.put(current(sequence.group()), number);
            }
            sequence.joins(number);
        }
        templates.set(number, template.shortened());
        Sequence form = new Sequence(template.words());
        form.joins(number);
        forms.add(form);
        tree.add(template.words(), number);
    }

    private int numberOf(Template template) {
        return numbers.computeIfAbsent(template.shortened(), unused -> {
            templates.add(template.shortened());
            return templates.size() - 1;
        });
    }

    /** The number that a template goes by now: templates that turned out to be one share the first one's. */
    private int current(int number) {
        int now = number;
        while (replaced.containsKey(now)) {
            now = replaced.get(now);
        }
        return now;
    }

    /** Number of a settled message's template. */
    public int number(Mined mined) {
        Sequence sequence = mined.sequence;
        return current(sequence == null ? mined.known : sequence.group());
    }

    /** The template of that number. */
    public Template template(int number) {
        return templates.get(current(number));
    }

    /** How many there are. */
    public int size() {
        return templates.size() - replaced.size();
    }
}
