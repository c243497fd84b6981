package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.track.SightingLog;
import io.totemtap.track.totem.Node;
import java.util.ArrayList;
import java.util.List;

/** Captures that are not whole: packets they dropped themselves, files that are damaged, frames that were cut, limits that were met. */
public final class CaptureQualityRule implements Rule {

    @Override
    public String id() {
        return "capture-lost-packets";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Vantage capture : facts.picture().captures()) {
            dropped(capture, conclusions);
            damaged(capture, conclusions);
            sliced(facts, capture, conclusions);
            cutShort(facts, capture, conclusions);
            for (String omitted : capture.observation().omitted()) {
                conclusions.add(new Limitation(
                        "limit-reached",
                        "what " + omitted + " of " + capture.name() + " tell: more than are kept",
                        ""));
            }
        }
        tooMany(facts, conclusions);
        tooFast(facts, conclusions);
        return conclusions;
    }

    /** The log of sightings ended before the capture did. */
    private static void cutShort(Facts facts, Vantage capture, List<Conclusion> conclusions) {
        SightingLog sightings = capture.observation().sightings();
        sightings
                .failure()
                .ifPresent(failure -> conclusions.add(new Limitation(
                        "limit-reached",
                        "which packets of " + capture.name() + " after "
                                + facts.clock(Math.max(
                                        sightings.lastNanos(),
                                        capture.observation().firstNanos()))
                                + " other captures have: " + failure,
                        "make room in the directory for temporary files, or name another one: java"
                                + " -Djava.io.tmpdir=DIR -jar totemtap.jar")));
    }

    private static void tooFast(Facts facts, List<Conclusion> conclusions) {
        long early = facts.picture().settledEarly();
        if (early > 0) {
            conclusions.add(new Limitation(
                    "limit-reached",
                    "how much was lost exactly: too many packets within one second, or a clock that was set back, left "
                            + Words.count(early, "packet") + " no time to be found in the other captures",
                    "compare shorter captures, with only the cluster's group in the filter"));
        }
    }

    private static void tooMany(Facts facts, List<Conclusion> conclusions) {
        long known = facts.picture().captures().stream()
                .flatMap(capture -> capture.observation().nodes().stream())
                .filter(Node::isActive)
                .map(Node::host)
                .distinct()
                .count();
        long told =
                facts.picture().hosts().stream().filter(Participant::isTotem).count();
        if (known > told) {
            conclusions.add(new Limitation(
                    "limit-reached",
                    "who hears whom among " + Words.count(known) + " hosts that sent totem: only the "
                            + Words.count(told) + " busiest are compared",
                    "capture one cluster at a time, with its group in the filter"));
        }
    }

    private void dropped(Vantage capture, List<Conclusion> conclusions) {
        long dropped = capture.droppedByCapture();
        if (dropped > 0) {
            conclusions.add(new Finding(
                    id(),
                    Place.NONE,
                    Severity.WARNING,
                    Certainty.PROVEN,
                    "the capture " + capture.name() + " dropped " + Words.count(dropped, "packet")
                            + " itself: what is missing from it proves nothing unless more is missing",
                    List.of(Evidence.of("drop counters of " + capture.name() + ": " + Words.count(dropped))),
                    List.of()));
        }
    }

    private static void damaged(Vantage capture, List<Conclusion> conclusions) {
        capture.statistics()
                .damage()
                .ifPresent(damage -> conclusions.add(new Limitation(
                        "capture-damaged",
                        "what " + capture.name() + " held after its damage (" + damage + ")",
                        "copy the file again, or repair it with pcapfix")));
    }

    private static void sliced(Facts facts, Vantage capture, List<Conclusion> conclusions) {
        if (capture.observation().sliced() > 0 && facts.picture().isSliced()) {
            conclusions.add(new Limitation(
                    "capture-sliced",
                    "what the ends of long packets in " + capture.name() + " were: "
                            + Words.count(capture.observation().sliced()) + " of them were cut at "
                            + Words.count(capture.observation().captured().snapLength()) + " bytes",
                    "capture with -s 0"));
        }
    }
}
