package io.totemtap.cli;

import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Promiscuity;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Participant;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Verdict;
import io.totemtap.diagnose.Verdict.Status;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.report.GroupSummary;
import io.totemtap.report.Inventory;
import io.totemtap.track.igmp.IgmpTimers;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import io.totemtap.track.igmp.Querier;
import io.totemtap.track.totem.Hearing;
import io.totemtap.track.totem.Hearing.Span;
import io.totemtap.track.totem.Hearing.State;
import io.totemtap.track.totem.Ring;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Composes the screen of a live capture from what is known: the verdict, who hears whom, IGMP, the ring. */
final class LivePage {

    private static final int CELL = 14;
    private static final int LABEL = 9;

    private final String interfaces;
    private final Promiscuity mode;
    private final ZoneId zone;

    LivePage(String interfaces, Promiscuity mode, ZoneId zone) {
        this.interfaces = interfaces;
        this.mode = mode;
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    /** The lines above the events. */
    List<Styled> compose(LiveMoment moment, int width) {
        List<Styled> lines = new ArrayList<>();
        Diagnosis diagnosis = moment.diagnosis();
        Inventory inventory = new Inventory(diagnosis);
        lines.add(head(moment));
        lines.add(Styled.blank());
        verdict(lines, diagnosis.verdict(), width);
        lines.add(Styled.blank());
        for (GroupSummary group : inventory.groups()) {
            lines.add(group(group));
        }
        matrix(lines, diagnosis.facts(), inventory, width);
        lines.add(Styled.blank());
        queriers(lines, inventory, moment.timeNanos());
        members(lines, diagnosis.facts(), inventory, moment.timeNanos());
        ring(lines, diagnosis.facts(), inventory);
        return lines;
    }

    private Styled head(LiveMoment moment) {
        long seconds = moment.elapsedNanos() / EpochNanos.SECOND;
        Styled line = new Styled()
                .add("totemtap", Styled.STRONG)
                .add("  " + interfaces + "  " + mode.description(), Styled.PLAIN)
                .add(
                        String.format(Locale.ROOT, "  %02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60),
                        Styled.PLAIN)
                .add(
                        "  " + Words.count(moment.statistics().frames(), "packet") + "  "
                                + Words.count(moment.framesPerSecond()) + "/s",
                        Styled.PLAIN);
        long dropped = 0;
        boolean known = true;
        for (OfInterface one : moment.statistics().interfaces()) {
            OptionalLong kernel = one.droppedByKernel();
            known &= kernel.isPresent();
            dropped += kernel.orElse(0) + one.droppedByInterface().orElse(0);
        }
        return dropped > 0
                ? line.add("  " + Words.count(dropped) + " lost here", Styled.BAD)
                : line.add(known ? "  0 lost here" : "  losses here not known", Styled.PLAIN);
    }

    private static void verdict(List<Styled> lines, Verdict verdict, int width) {
        String code = verdict.status() == Status.HEALTHY
                ? Styled.GOOD
                : verdict.status() == Status.FAULT && verdict.certainty() == Certainty.PROVEN
                        ? Styled.BAD
                        : Styled.DOUBT;
        String sure =
                switch (verdict.status()) {
                    case HEALTHY -> "healthy";
                    case INCONCLUSIVE -> "cannot tell yet";
                    case FAULT ->
                        verdict.place() == Place.UNDECIDED
                                ? "undecided"
                                : verdict.certainty().id();
                };
        List<String> headline = Styled.wrap(verdict.headline(), Math.max(20, width - sure.length() - 2));
        for (int i = 0; i < Math.min(2, headline.size()); i++) {
            Styled line = Styled.of(headline.get(i), code);
            lines.add(i == 0 ? line.to(width - sure.length()).add(sure, code) : line);
        }
        if (!verdict.statement().equals(verdict.headline())) {
            Styled.wrap(verdict.statement(), width).stream()
                    .limit(2)
                    .forEach(text -> lines.add(Styled.of(text, Styled.PLAIN)));
        }
    }

    private static Styled group(GroupSummary group) {
        String cluster = group.cluster().isEmpty() ? "" : "  cluster \"" + group.cluster() + "\"";
        String software = group.generation().map(one -> "  " + one.software()).orElse("");
        String encrypted = group.isEncrypted() ? group.isDecrypted() ? ", opened" : ", encrypted" : "";
        return Styled.of(group.endpoint().toString(), Styled.STRONG).add(cluster + software + encrypted, Styled.PLAIN);
    }

    private void matrix(List<Styled> lines, Facts facts, Inventory inventory, int width) {
        List<Participant> hosts =
                facts.picture().hosts().stream().filter(Participant::isTotem).toList();
        if (hosts.isEmpty()) {
            return;
        }
        int first = Math.min(
                30,
                hosts.stream()
                                .mapToInt(host -> facts.name(host.address()).length())
                                .max()
                                .orElse(0)
                        + 16);
        int columns = Math.min(hosts.size(), Math.max(1, (width - first) / (CELL + 1)));
        Styled head = Styled.of("  heard by \u2192", Styled.FAINT).to(first);
        for (Participant to : hosts.subList(0, columns)) {
            head.add(" " + cut(facts.name(to.address()), CELL), Styled.STRONG).to(head.length());
            head.to(first + (hosts.indexOf(to) + 1) * (CELL + 1));
        }
        lines.add(head);
        for (Participant from : hosts) {
            Styled line = Styled.of(
                            "  " + facts.name(from.address()) + " sent " + Words.count(inventory.sent(from.address())),
                            Styled.PLAIN)
                    .to(first);
            for (int i = 0; i < columns; i++) {
                cell(line, facts, from.address(), hosts.get(i).address());
                line.to(first + (i + 1) * (CELL + 1));
            }
            lines.add(line);
        }
        if (columns < hosts.size()) {
            lines.add(Styled.of("  " + (hosts.size() - columns) + " more columns do not fit", Styled.FAINT));
        }
    }

    private static void cell(Styled line, Facts facts, IpAddress from, IpAddress to) {
        if (from.equals(to)) {
            line.add(" \u00b7", Styled.FAINT);
            return;
        }
        Optional<Hearing> hearing =
                facts.picture().hearing(from, to).map(Placed::value).filter(Hearing::isKnown);
        if (hearing.isEmpty()) {
            line.add(" ?", Styled.DOUBT);
            return;
        }
        List<Span> spans = hearing.get().spans();
        Span last = spans.get(spans.size() - 1);
        if (last.state() == State.DEAF) {
            line.add(" deaf " + Words.duration(last.lastNanos() - last.firstNanos()), Styled.BAD);
        } else if (hearing.get().asked() > 0) {
            line.add(" missed " + Words.count(hearing.get().asked()), Styled.DOUBT);
        } else {
            line.add(" hears", Styled.GOOD);
        }
    }

    private static void queriers(List<Styled> lines, Inventory inventory, long now) {
        List<Querier> queriers = inventory.queriers();
        if (queriers.isEmpty()) {
            lines.add(label("querier").add("no query seen yet", Styled.DOUBT));
        }
        for (Querier querier : queriers.subList(0, Math.min(2, queriers.size()))) {
            long ago = Math.max(0, now - querier.lastNanos());
            long left = querier.timers().otherQuerierPresentInterval() - ago;
            lines.add(label("querier")
                    .add(
                            querier.address() + " version " + querier.version() + ", last query " + seconds(ago)
                                    + " ago, ",
                            Styled.PLAIN)
                    .add(
                            left > 0 ? "missed in " + seconds(left) : "missing for " + seconds(-left),
                            left > 0 ? Styled.PLAIN : Styled.DOUBT));
        }
    }

    private static void members(List<Styled> lines, Facts facts, Inventory inventory, long now) {
        IgmpTimers timers = facts.picture().captures().isEmpty()
                ? IgmpTimers.DEFAULT
                : facts.picture().captures().get(0).observation().timers();
        for (Participant host : facts.picture().hosts()) {
            for (Membership one : inventory.memberships(host.address())) {
                boolean concerns = facts.picture().groups().stream()
                        .anyMatch(group -> group.address().equals(one.group()));
                if (!concerns) {
                    continue;
                }
                long left = timers.groupMembershipInterval() - (now - one.lastReportNanos());
                String state = one.end() == End.LEFT
                        ? "left"
                        : left > 0 ? "ages out in " + seconds(left) : "aged out " + seconds(-left) + " ago";
                lines.add(label("member")
                        .add(
                                facts.name(host.address()) + " " + one.group() + ", last report "
                                        + seconds(Math.max(0, now - one.lastReportNanos())) + " ago, ",
                                Styled.PLAIN)
                        .add(state, one.end() == End.OPEN && left > 0 ? Styled.PLAIN : Styled.DOUBT));
            }
        }
    }

    private static void ring(List<Styled> lines, Facts facts, Inventory inventory) {
        List<Ring> rings = inventory.rings();
        if (rings.isEmpty()) {
            return;
        }
        Ring ring = rings.get(rings.size() - 1);
        String members = Words.list(ring.members().stream().map(facts::name).toList());
        String token = ring.rotation().count() == 0
                ? "no token seen"
                : "token round in " + rotation(ring.rotation().median());
        lines.add(label("ring")
                .add(
                        Inventory.text(ring.id().representative()) + "/"
                                + ring.id().sequence() + " of " + members + ", " + token,
                        Styled.PLAIN)
                .add(
                        ring.repeatedTokens() > 0 ? ", " + Words.count(ring.repeatedTokens()) + " repeated" : "",
                        Styled.DOUBT));
    }

    private static String rotation(long nanos) {
        return nanos < EpochNanos.MILLISECOND
                ? nanos / 1000 + " µs"
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private static Styled label(String text) {
        return Styled.of("  " + text, Styled.FAINT).to(LABEL + 2);
    }

    private static String seconds(long nanos) {
        return nanos / EpochNanos.SECOND + " s";
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "\u2026";
    }
}
