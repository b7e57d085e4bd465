package io.agentaiops.logmining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TemplateMinerTest {

    private final TemplateMiner miner = new TemplateMiner();

    @Test
    void messagesThatDifferInValuesShareATemplate() {
        Mined first = miner.add("Accepted password for root from 10.0.0.1 port 2201 ssh2");
        Mined second = miner.add("Accepted password for root from 192.168.7.9 port 40333 ssh2");
        miner.settle();
        assertThat(miner.number(first)).isEqualTo(miner.number(second));
        assertThat(miner.template(0).text()).isEqualTo("Accepted password for root from <*> port <*>");
    }

    @Test
    void messagesThatDifferInAStateDoNot() {
        Mined started = miner.add("VM Started (Lifecycle Event)");
        Mined stopped = miner.add("VM Stopped (Lifecycle Event)");
        miner.settle();
        assertThat(miner.number(started)).isNotEqualTo(miner.number(stopped));
    }

    @Test
    void aNameSeenLaterMakesAKnownTemplateMoreGeneralAndKeepsItsNumber() {
        Mined first = miner.add("session closed for user cyrus");
        miner.settle();
        Mined second = miner.add("session closed for user news");
        miner.settle();
        assertThat(miner.number(second)).isEqualTo(miner.number(first));
        assertThat(miner.template(miner.number(first)).text()).isEqualTo("session closed for user <*>");
        assertThat(miner.size()).isEqualTo(1);
    }

    @Test
    void templatesOfAnEarlierDayAreFoundAgain() {
        Template known = new Template(List.of("disk", "<*>", "is", "full"));
        miner.know(List.of(known));
        Mined again = miner.add("disk 7 is full");
        Mined news = miner.add("the fan has stopped");
        miner.settle();
        assertThat(miner.number(again)).isZero();
        assertThat(miner.number(news)).isEqualTo(1);
    }

    @Test
    void emptyMessagesAreAKindOfTheirOwn() {
        Mined empty = miner.add("");
        Mined blank = miner.add("   \t ");
        Mined other = miner.add("text");
        miner.settle();
        assertThat(miner.number(blank)).isEqualTo(miner.number(empty)).isNotEqualTo(miner.number(other));
    }

    @Property(tries = 300)
    void everyTextHasATemplateAndTheSameTextTheSame(@ForAll List<String> texts) {
        TemplateMiner any = new TemplateMiner();
        List<Mined> mined = texts.stream().map(any::add).toList();
        any.settle();
        for (int i = 0; i < texts.size(); i++) {
            Mined again = any.add(texts.get(i));
            any.settle();
            assertThat(any.number(again)).isEqualTo(any.number(mined.get(i)));
            assertThat(any.template(any.number(again)).text()).isNotNull();
        }
    }
}
