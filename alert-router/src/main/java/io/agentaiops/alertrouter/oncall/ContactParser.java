package io.agentaiops.alertrouter.oncall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads contacts from a Markdown page for people: each row of a table with a column {@code Reach} (or {@code Where}) is one.
 * Whatever else is on the page is passed over.
 */
final class ContactParser {

    private static final Set<String> NAMES = Set.of("who", "vendor", "team", "what");
    private static final Set<String> REACHES = Set.of("reach", "where");
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private ContactParser() {}

    static List<Contact> parse(String markdown) {
        Reading reading = new Reading();
        PARSER.parse(markdown).accept(reading);
        return List.copyOf(reading.contacts);
    }

    /** Goes through the page, and knows under which heading it is. */
    private static final class Reading extends AbstractVisitor {

        private final List<Contact> contacts = new ArrayList<>();
        private String kind = "";
        private List<String> columns = List.of();

        @Override
        public void visit(Heading heading) {
            kind = text(heading);
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof TableBlock) {
                columns = List.of();
                visitChildren(block);
            }
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableRow row && row.getParent() instanceof TableHead) {
                columns = cells(row);
            } else if (node instanceof TableRow row) {
                contact(cells(row));
            } else {
                visitChildren(node);
            }
        }

        private void contact(List<String> cells) {
            @Nullable String name = null;
            @Nullable String reach = null;
            Map<String, String> details = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
                String column = columns.get(i);
                if (name == null && NAMES.contains(lower(column))) {
                    name = cells.get(i);
                } else if (reach == null && REACHES.contains(lower(column))) {
                    reach = cells.get(i);
                } else {
                    details.put(column, cells.get(i));
                }
            }
            if (name != null && reach != null && !name.isEmpty() && !reach.isEmpty()) {
                contacts.add(new Contact(kind, name, reach, details));
            }
        }
    }

    private static List<String> cells(TableRow row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                cells.add(text(cell));
            }
        }
        return cells;
    }

    /** The words of a node without their markup. */
    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text words) {
                text.append(words.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }
        });
        return text.toString().strip();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
