package io.agentaiops.alertrouter.oncall;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Shifts as an iCalendar (RFC 5545) that calendar programs subscribe to. */
final class ShiftCalendar {

    private ShiftCalendar() {}

    /** One event a shift; a gap is shown as one too, for it is what must be seen. */
    static String of(String schedule, List<Shift> shifts, Instant now) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Agent-AIOps//alert-router//EN");
        calendar.setName("On call: " + schedule);
        for (Shift shift : shifts) {
            VEvent event = new VEvent();
            // The same shift keeps its id, so that a program that reads again changes it and adds no other.
            event.setUid(schedule + "-" + shift.from().toEpochMilli() + "@agent-aiops");
            event.setDateTimeStamp(Date.from(now));
            event.setDateStart(Date.from(shift.from()));
            event.setDateEnd(Date.from(shift.to()));
            event.setSummary(
                    shift.person() == null
                            ? "NOBODY is on call (" + schedule + ")"
                            : shift.person() + " is on call (" + schedule + ")");
            calendar.addEvent(event);
        }
        return Biweekly.write(calendar).go();
    }
}
