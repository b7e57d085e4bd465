package io.agentaiops.agentgateway.evidence;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells sentences that claim something about the world from questions, greetings, advice and words about the answer. */
final class Assertions {

    private static final Pattern LEAD = Pattern.compile(
            "(?i)^(?:[\\s*_>#-]|\\d{1,2}[.)]\\s|(?:step \\d+|first(?:ly)?|second(?:ly)?|third(?:ly)?|next|then|"
                    + "finally|also|otherwise|alternatively|additionally|after that|in that case|if so|if not|"
                    + "to do (?:this|so)|optionally|and|but|so|please|now|afterwards)\\b[:,]?\\s*)+");

    private static final Pattern LABEL =
            Pattern.compile("^(?:\\*\\*|__)?[^:*_]{1,60}?(?::(?:\\*\\*|__)|(?:\\*\\*|__):|:)\\s+");

    /** A condition or an aim before an order: "If the disk is full, delete …", "To see more, run …". */
    private static final Pattern CONDITION = Pattern.compile(
            "(?i)^(?:if|when|once|unless|until|should|in case|to|for|before|after|with|as)\\b[^,]*,\\s*(?:then\\s+)?");

    private static final Pattern ADVICE =
            Pattern.compile("(?i)^(?:you|we|one|it|i|i'd|let's|let us|this|the next step|my advice)\\s+"
                    + "(?:should|can(?! safely)|could|may|might|must|need to|needs to|have to|want to|would|will need|recommend|suggest|advise|"
                    + "is (?:recommended|advisable|best|worth|a good idea|better|important|wise|possible to|safer)|is would be|"
                    + "would (?:be|recommend|suggest|advise)|were|are advised|'d)\\b.*");

    private static final Pattern ABOUT_THE_ANSWER = Pattern.compile(
            "(?i)^(?:hello|hi\\b|hey|sure|certainly|of course|thanks|thank you|"
                    + "you're welcome|great|okay|ok\\b|sorry|i'm sorry|i am sorry|unfortunately,? i|i do not know|i don't know|i cannot|i can't|"
                    + "i could not|i couldn't|i am (?:not|un)|i'm (?:not|un)|i have no|i hope|i will|i'll|i would|let me|let us|let's|feel free|"
                    + "here (?:is|are|'s)|here's|below|the following|see (?:below|above)|these are the|this means that i|neither the|"
                    + "none of the (?:passages|documents)|no passage|the passages do not|the documents do not|in short|in summary).*");

    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Pattern FIRST_WORD = Pattern.compile("^[\\s*_`\"'(]*(\\p{L}[\\p{L}'-]*)");
    private static final Set<String> ORDERS = Words.set("orders.txt");

    private Assertions() {}

    /** Whether the sentence claims something that can be true or false. */
    static boolean isFactual(String sentence) {
        String plain = References.without(sentence).strip();
        if (plain.replaceAll("[\\s*_\"')»”]+$", "").endsWith("?") || !plain.matches("(?s).*\\p{L}.*")) {
            return false;
        }
        String core = LEAD.matcher(plain).replaceFirst("").strip();
        if (core.endsWith(":") && words(core) <= 8 && !core.matches(".*\\d.*")) {
            return false;
        }
        if (ABOUT_THE_ANSWER.matcher(core).matches() || isAdvice(core)) {
            return false;
        }
        Matcher label = LABEL.matcher(core);
        return !(label.find()
                && isAdvice(LEAD.matcher(core.substring(label.end())).replaceFirst("")));
    }

    private static boolean isAdvice(String text) {
        String core = text;
        Matcher condition = CONDITION.matcher(core);
        if (condition.find() && condition.end() < core.length()) {
            core = LEAD.matcher(core.substring(condition.end())).replaceFirst("");
        }
        return ADVICE.matcher(core).matches() || ORDERS.contains(firstWord(core));
    }

    private static String firstWord(String text) {
        Matcher word = FIRST_WORD.matcher(text);
        return word.find() ? word.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static long words(String text) {
        return BLANK.splitAsStream(text).count();
    }
}
