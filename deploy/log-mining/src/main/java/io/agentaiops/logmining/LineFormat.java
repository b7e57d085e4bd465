package io.agentaiops.logmining;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the message begins in a line of a log file: behind time, level, process and whatever else the writer put before
 * it. Found out from the first lines of a file; lines that are different lose what looks like a time and a level.
 */
public final class LineFormat {

    /** A layout is taken when this share of the lines has it. */
    private static final double SHARE = 0.8;

    private static final String LEVEL =
            "(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|CRITICAL|FATAL|EMERG|ALERT|FINE|CONFIG|AUDIT)";
    private static final String DATE = "\\d{2,4}[-/.]\\d{2}[-/.]\\d{2,4}";
    private static final String CLOCK = "\\d{1,2}:\\d{2}:\\d{2}(?:[.,:]\\d{1,9})?";
    private static final String ZONE = "(?:Z| ?[+-]\\d{2}:?\\d{2}| UTC| GMT)?";
    private static final String TIME = DATE + "[T ]" + CLOCK + ZONE;
    private static final String UNIX_DATE = "[A-Z][a-z]{2} {1,2}\\d{1,2}";
    private static final String SYSLOG_TIME =
            "(?:" + UNIX_DATE + "(?: \\d{4})? " + CLOCK + "|" + DATE + "T" + CLOCK + ZONE + ")";
    /** A program as syslog names it: {@code sshd(pam_unix)[123]}, {@code launchd[1] (com.apple.job)}. */
    private static final String PROGRAM = "(?:[^:\\[\\]]{1,60}(?:\\[\\d+\\])?(?: \\([^)]{0,200}\\))?): ";

    /** The most particular first. */
    private static final List<Pattern> LAYOUTS = List.of(
            // label, epoch, date, node, syslog line of that node (Thunderbird)
            Pattern.compile(
                    "^\\S+ \\d{9,10} " + DATE + " \\S+ " + UNIX_DATE + " " + CLOCK + " \\S+ (?:" + PROGRAM + ")?"),
            // label, epoch, date, node, time, node, type, component, level (BlueGene)
            Pattern.compile(
                    "^\\S+ \\d{9,10} " + DATE + " \\S+ \\S*\\d-\\d{2}\\.\\d{2}\\.\\d{2}\\S* \\S+ \\S+ \\S+ \\S+ ?"),
            // id, node, component, state, epoch, flag (HPC clusters)
            Pattern.compile("^\\d+ \\S+ \\S+ \\S+ \\d{9,10} \\d+ "),
            // file, time, pid, level, logger, request (OpenStack)
            Pattern.compile("^(?:\\S+ )?" + TIME + " \\d+ " + LEVEL + " \\S+ \\[[^\\]]*\\] ?"),
            // time - level [thread:class@line] - (ZooKeeper)
            Pattern.compile("^" + TIME + " - " + LEVEL + "\\s+\\[.*?@\\d+\\] - "),
            // date time pid level class: (HDFS)
            Pattern.compile("^\\d{6,8} \\d{6} \\d+ " + LEVEL + " [^\\s:]+: "),
            // time level [thread] class: (log4j)
            Pattern.compile(
                    "^\\[?" + TIME + "\\]?\\s+(?:\\[?" + LEVEL + "\\]?\\s+\\[.{1,400}?\\]|\\[[^\\]]{1,400}\\]\\s+\\[?"
                            + LEVEL + "\\]?)\\s+(?:\\[?[\\w.$]+\\]?\\s*(?::| -) )"),
            // time level class:
            Pattern.compile("^\\[?" + TIME + "\\]?\\s+\\[?" + LEVEL + "\\]?:?\\s+[\\w.$/@-]+: "),
            // date time pid tid letter tag: (Android)
            Pattern.compile("^(?:" + DATE + "|\\d{2}-\\d{2}) " + CLOCK + "\\s+\\d+\\s+\\d+ [VDIWEFA] .{0,80}?: "),
            // time, level component (Windows servicing)
            Pattern.compile("^" + TIME + ", \\w+\\s+\\w+\\s+"),
            // time|component|pid|
            Pattern.compile("^[\\d:.,T -]{12,30}\\|[^|]{1,60}\\|\\d+\\|"),
            // [time] program - (Proxifier)
            Pattern.compile("^\\[\\d{1,2}\\.\\d{1,2} " + CLOCK + "\\] .{1,80}? - "),
            // [day month date time year] [level] (Apache)
            Pattern.compile("^\\[[A-Z][a-z]{2} " + UNIX_DATE + " " + CLOCK
                    + " \\d{4}\\] \\[[\\w:]+\\] (?:\\[pid [^\\]]+\\] )?"),
            // time host program[pid]: (syslog)
            Pattern.compile("^(?:<\\d{1,3}>(?:1 )?)?" + SYSLOG_TIME + " \\S+ " + PROGRAM),
            // time level
            Pattern.compile("^\\[?" + TIME + "\\]?,?\\s+\\[?" + LEVEL + "\\]?:?\\s+"));

    private static final Pattern LEADING_TIME = Pattern.compile(
            "^(?:<\\d{1,3}>)?\\[?(?:" + TIME + "|" + SYSLOG_TIME + "|[A-Z][a-z]{2} " + UNIX_DATE + " " + CLOCK
                    + " \\d{4}|\\d{6} \\d{6}|" + CLOCK + "|\\d{10}(?:\\d{3})?(?:\\.\\d+)?)\\]?[,|:]?\\s+(?:- )?");
    private static final Pattern LEADING_LEVEL =
            Pattern.compile("^(?:\\d+ )?(?:\\[?(?i:" + LEVEL + ")\\]?(?:[:,]| -)?)(?:\\s+|$)");

    private final List<Pattern> layouts;

    private LineFormat(List<Pattern> layouts) {
        this.layouts = layouts;
    }

    /** The format that the lines have in common. */
    public static LineFormat of(List<String> lines) {
        for (Pattern layout : LAYOUTS) {
            long fit =
                    lines.stream().filter(line -> layout.matcher(line).find()).count();
            if (fit > 0 && fit >= SHARE * lines.size()) {
                return new LineFormat(List.of(layout));
            }
        }
        return new LineFormat(List.of());
    }

    /** The message of a line. */
    public String message(String line) {
        for (Pattern layout : layouts) {
            Matcher header = layout.matcher(line);
            if (header.find()) {
                return line.substring(header.end());
            }
        }
        return withoutTimeAndLevel(line);
    }

    private static String withoutTimeAndLevel(String line) {
        String rest = line;
        for (Pattern part : List.of(LEADING_TIME, LEADING_LEVEL)) {
            Matcher header = part.matcher(rest);
            if (header.find()) {
                rest = rest.substring(header.end());
            }
        }
        return rest;
    }
}
