package io.totemtap.report.text;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Segment;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Words;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.report.Inventory;
import io.totemtap.report.text.Sheet.Piece;
import io.totemtap.track.totem.Hearing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who hears whom in one group: what captures measured, and where they did not stand at both ends, what totem itself tells (marked
 * with a tilde). Where the table would be wider than the page, the directions with trouble are listed instead.
 */
final class Matrix {

    private static final String TOLD = "~";
    private static final String MISSED = TOLD + "missed?";

    private final Facts facts;
    private final Inventory inventory;
    private final Endpoint group;
    private final List<IpAddress> hosts;
    private boolean hasHearsay;
    private boolean hasUnknown;
    private boolean hasSuspicion;

    Matrix(Facts facts, Inventory inventory, Endpoint group) {
        this.facts = facts;
        this.inventory = inventory;
        this.group = group;
        hosts = facts.picture().hosts().stream()
                .filter(host -> concerns(host.address()))
                .map(Participant::address)
                .toList();
    }

    private boolean concerns(IpAddress host) {
        return facts.groupsOf(host).contains(group)
                || facts.picture().paths().stream()
                        .anyMatch(path -> path.group().equals(group)
                                && (path.from().equals(host) || path.to().equals(host)));
    }

    /** How many hosts take part in the group. */
    int hosts() {
        return hosts.size();
    }

    private record Cell(String text, Ink ink) {}

    /** Writes the table. */
    void write(Sheet sheet) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Cell> head = new ArrayList<>();
        head.add(new Cell("heard by \u2192", Ink.FAINT));
        hosts.forEach(host -> head.add(new Cell(facts.name(host), Ink.STRONG)));
        rows.add(head);
        for (IpAddress from : hosts) {
            List<Cell> row = new ArrayList<>();
            row.add(new Cell(facts.name(from) + " sent " + Words.count(sent(from)), Ink.PLAIN));
            for (IpAddress to : hosts) {
                row.add(from.equals(to) ? new Cell("\u00b7", Ink.FAINT) : cell(from, to));
            }
            rows.add(row);
        }
        int[] widths = widths(rows);
        int total = 2;
        for (int width : widths) {
            total += width + 3;
        }
        if (total > sheet.width()) {
            list(sheet);
        } else {
            table(sheet, rows, widths);
        }
        legend(sheet);
    }

    private static int[] widths(List<List<Cell>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        return widths;
    }

    private static void table(Sheet sheet, List<List<Cell>> rows, int[] widths) {
        for (List<Cell> row : rows) {
            List<Piece> pieces = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                Cell cell = row.get(i);
                int room = widths[i] - cell.text().length();
                int before = i == 0 ? 0 : (room + 1) / 2;
                pieces.add(new Piece(" ".repeat(before + (i == 0 ? 2 : 3)), Ink.PLAIN));
                pieces.add(new Piece(cell.text(), cell.ink()));
                pieces.add(new Piece(" ".repeat(room - before), Ink.PLAIN));
            }
            sheet.line(pieces);
        }
    }

    /** Of many hosts the directions that are not plainly well. */
    private void list(Sheet sheet) {
        int well = 0;
        int told = 0;
        int all = 0;
        for (IpAddress from : hosts) {
            for (IpAddress to : hosts) {
                if (from.equals(to)) {
                    continue;
                }
                all++;
                Cell cell = cell(from, to);
                if (cell.ink() == Ink.GOOD || cell.ink() == Ink.PLAIN) {
                    well++;
                    told += cell.text().startsWith(TOLD) ? 1 : 0;
                } else {
                    sheet.line(
                            new Piece("  " + facts.name(from) + " \u2192 " + facts.name(to) + "  ", Ink.PLAIN),
                            new Piece(cell.text(), cell.ink()));
                }
            }
        }
        String heard = told == 0
                ? "heard"
                : told == well ? TOLD + "heard" : "heard, " + Words.count(told) + " of them " + TOLD;
        sheet.line(new Piece("  " + well + " of " + all + " directions: " + heard, Ink.PLAIN));
    }

    private void legend(Sheet sheet) {
        List<String> notes = new ArrayList<>();
        if (hasHearsay) {
            notes.add(TOLD + " as totem's own messages tell, not measured between two captures");
        }
        if (hasUnknown) {
            notes.add("? nothing tells");
        }
        if (!notes.isEmpty()) {
            sheet.line(new Piece("  " + String.join("; ", notes), Ink.FAINT));
        }
        if (hasSuspicion) {
            sheet.line(
                    new Piece("  missed? some member asked for its messages, and which one cannot be told", Ink.FAINT));
        }
    }

    private long sent(IpAddress from) {
        long measured = facts.picture().paths().stream()
                .filter(path -> path.group().equals(group) && path.from().equals(from))
                .flatMap(path -> path.endToEnd().stream())
                .mapToLong(Segment::sent)
                .max()
                .orElse(0);
        return measured > 0 ? measured : inventory.sent(from, group);
    }

    private Cell cell(IpAddress from, IpAddress to) {
        Optional<Segment> measured = facts.picture().paths(from, to).stream()
                .filter(path -> path.group().equals(group))
                .findFirst()
                .flatMap(Delivery::endToEnd)
                .filter(segment -> segment.sent() > 0);
        Optional<Cell> told = told(from, to);
        if (measured.isEmpty()) {
            hasHearsay |= told.isPresent();
            hasSuspicion |= told.filter(cell -> cell.text().equals(MISSED)).isPresent();
            hasUnknown |= told.isEmpty();
            return told.orElse(new Cell("?", Ink.DOUBT));
        }
        Segment segment = measured.get();
        String numbers = Words.count(segment.passed()) + " of " + Words.count(segment.sent());
        if (segment.lost() == 0 && told.isPresent() && told.get().ink() == Ink.BAD) {
            hasHearsay = true;
            return new Cell(numbers + " " + told.get().text(), Ink.BAD);
        }
        return new Cell(numbers, segment.lost() == 0 ? Ink.GOOD : Ink.BAD);
    }

    /** What totem tells of one direction. */
    private Optional<Cell> told(IpAddress from, IpAddress to) {
        Optional<Placed<Hearing>> hearing =
                facts.picture().hearing(from, to).filter(one -> one.value().isKnown());
        if (hearing.isEmpty()) {
            return Optional.empty();
        }
        Hearing known = hearing.get().value();
        Optional<PairFacts> pair = facts.pairs().stream()
                .filter(one -> one.direction().from().equals(from)
                        && one.direction().to().equals(to))
                .findFirst();
        long deaf = pair.map(Matrix::deafNanos).orElse(0L);
        if (deaf > 0) {
            return Optional.of(new Cell(TOLD + "deaf " + Words.duration(deaf), Ink.BAD));
        }
        if (pair.map(PairFacts::missesSome).orElse(false)) {
            return Optional.of(new Cell(TOLD + "missed " + Words.count(known.asked()), Ink.BAD));
        }
        Optional<Long> none = pair.flatMap(PairFacts::missingMerges)
                .map(merges -> merges.value().lastNanos() - merges.value().firstNanos());
        if (none.isPresent()) {
            return Optional.of(new Cell(TOLD + "none for " + Words.duration(none.get()), Ink.BAD));
        }
        if (!known.hearsAtEnd()) {
            return Optional.of(new Cell(TOLD + "?", Ink.DOUBT));
        }
        return Optional.of(mayMiss(from, to) ? new Cell(MISSED, Ink.DOUBT) : new Cell(TOLD + "hears", Ink.GOOD));
    }

    /** Whether it may be the member that missed messages of the sender, where nobody can tell which member it was. */
    private boolean mayMiss(IpAddress from, IpAddress to) {
        return facts.missed().stream()
                .map(Placed::value)
                .anyMatch(missed -> missed.originator().map(from::equals).orElse(false)
                        && missed.asker().map(to::equals).orElse(true));
    }

    private static long deafNanos(PairFacts pair) {
        return pair.deafSpans().stream()
                .mapToLong(span -> span.lastNanos() - span.firstNanos())
                .sum();
    }
}
