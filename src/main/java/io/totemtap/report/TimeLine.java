package io.totemtap.report;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.HostLog;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameId;
import io.totemtap.track.StateChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What changed when, over all captures and logs, by the reference clock. */
final class TimeLine {

    private static final int MOST_ENTRIES = 2_000;

    private TimeLine() {}

    /** The entries in the order of time; the same change in several captures once. Where there are too many the last one says so. */
    static List<Inventory.Entry> of(Facts facts) {
        List<Inventory.Entry> all = new ArrayList<>();
        long omitted = changes(facts.picture(), all);
        for (HostLog log : facts.logs()) {
            for (HostLog.Line line : log.lines()) {
                all.add(new Inventory.Entry(
                        line.nanos(),
                        log.host().map(facts::name).orElse(""),
                        "log",
                        "line " + line.number() + ": " + line.text()
                                + (line.times() > 1 ? " (" + line.times() + " times)" : ""),
                        log.file(),
                        OptionalLong.empty()));
            }
        }
        all.sort(Comparator.comparingLong(Inventory.Entry::nanos));
        if (all.size() + omitted <= MOST_ENTRIES) {
            return all;
        }
        List<Inventory.Entry> first = new ArrayList<>(all.subList(0, Math.min(all.size(), MOST_ENTRIES - 1)));
        omitted += all.size() - first.size();
        first.add(new Inventory.Entry(
                first.get(first.size() - 1).nanos(),
                "",
                "omitted",
                Words.count(omitted) + " later entries are left out; --events FILE has every change",
                "",
                OptionalLong.empty()));
        return first;
    }

    private record Seen(long nanos, int capture, StateChange change) {}

    /** Adds the first changes to {@code result}; returns how many more there are. */
    private static long changes(Correlation picture, List<Inventory.Entry> result) {
        List<Seen> all = new ArrayList<>();
        for (int i = 0; i < picture.captures().size(); i++) {
            for (StateChange change : picture.captures().get(i).observation().changes()) {
                all.add(new Seen(picture.clocks().toReference(i, change.timeNanos()), i, change));
            }
        }
        all.sort(Comparator.comparingLong(Seen::nanos));
        Map<IpAddress, Map<StateChange.Kind, Map<String, Long>>> told = new HashMap<>();
        long omitted = 0;
        for (Seen seen : all) {
            StateChange change = seen.change();
            Long before = told.computeIfAbsent(change.host(), none -> new EnumMap<>(StateChange.Kind.class))
                    .computeIfAbsent(change.kind(), none -> new HashMap<>())
                    .put(change.subject(), seen.nanos());
            if (before == null || seen.nanos() - before > EpochNanos.SECOND / 10) {
                if (result.size() < MOST_ENTRIES) {
                    result.add(entry(picture, seen));
                } else {
                    omitted++;
                }
            }
        }
        return omitted;
    }

    private static Inventory.Entry entry(Correlation picture, Seen seen) {
        StateChange change = seen.change();
        return new Inventory.Entry(
                seen.nanos(),
                host(picture, change.host()),
                StateWords.id(change.kind()),
                StateWords.text(change),
                picture.captures().get(seen.capture()).nameFor(change.frame()),
                change.frame() == FrameId.NONE
                        ? OptionalLong.empty()
                        : OptionalLong.of(FrameId.number(change.frame())));
    }

    private static String host(Correlation picture, IpAddress host) {
        return host.isUnspecified() ? "" : picture.name(host);
    }
}
