package io.totemtap.report;

import io.totemtap.correlate.Participant;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.MacAddress;
import io.totemtap.report.Inventory.Entry;
import io.totemtap.report.Inventory.Exchange;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import io.totemtap.track.igmp.Querier;
import io.totemtap.track.totem.Ring;
import java.util.List;

/** The inventory as members of the JSON report. */
final class JsonInventory {

    private final Inventory inventory;
    private final JsonOut json;

    JsonInventory(Inventory inventory, JsonOut json) {
        this.inventory = inventory;
        this.json = json;
    }

    void host(Participant host) {
        json.text("name", host.name());
        json.text("address", host.address().toString());
        json.maybe("mac", host.macs().stream().findFirst());
        json.numbers("nodeIds", host.nodeIds());
        json.number("sent", inventory.sent(host.address()));
        List<Membership> memberships = inventory.memberships(host.address());
        json.object("igmp", () -> igmp(memberships));
        json.objects("memberships", memberships, this::membership);
        inventory.kernel(host.address()).ifPresent(kernel -> json.node("kernel", kernel.json()));
    }

    private void igmp(List<Membership> memberships) {
        json.maybe(
                "version",
                memberships.stream()
                        .mapToLong(Membership::version)
                        .filter(version -> version > 0)
                        .max());
        json.number(
                "reports", memberships.stream().mapToLong(Membership::reports).sum());
        json.number(
                "leaves",
                memberships.stream().filter(one -> one.end() == End.LEFT).count());
        json.time(
                "lastReport",
                memberships.stream()
                        .mapToLong(Membership::lastReportNanos)
                        .max()
                        .orElse(EpochNanos.NEVER));
    }

    private void membership(Membership membership) {
        json.text("group", membership.group().toString());
        json.text(
                "state",
                membership.end() == End.OPEN
                        ? "member"
                        : Inventory.id(membership.end().name()));
        json.time("since", membership.sinceNanos());
        json.time("lastReport", membership.lastReportNanos());
        json.text("source", "igmp-v" + membership.version());
    }

    void querier(Querier querier) {
        json.text("address", querier.address().toString());
        json.maybe(
                "mac",
                querier.mac().equals(MacAddress.NONE) ? "" : querier.mac().toString());
        json.number("version", querier.version());
        if (querier.intervalNanos() > 0) {
            json.number("interval", EpochNanos.seconds(querier.intervalNanos()));
        } else {
            json.unknown("interval");
        }
        json.number("queries", querier.generalQueries());
        json.number("groupQueries", querier.groupQueries().count());
        json.time("first", querier.firstNanos());
        json.time("last", querier.lastNanos());
    }

    void group(GroupSummary group) {
        json.text("address", group.endpoint().address().toString());
        json.text("mac", group.mac().toString());
        json.number("port", group.endpoint().port());
        json.maybe("dialect", group.generation().map(one -> Inventory.id(one.name())));
        json.flag("encrypted", group.isEncrypted());
        json.flag("decrypted", group.isDecrypted());
        json.maybe("cluster", group.cluster());
        json.texts("senders", group.senders());
        json.texts("members", group.members());
        json.texts("sharesMacWith", group.sharesMacWith());
    }

    void ring(Ring ring) {
        json.maybe("group", inventory.groupOf(ring));
        json.text("representative", Inventory.text(ring.id().representative()));
        json.number("sequence", ring.id().sequence());
        json.texts("members", ring.members());
        json.time("first", ring.seen().firstNanos());
        json.time("last", ring.seen().lastNanos());
        json.text("formedBy", Inventory.id(ring.formedBy().name()));
        json.text("endedBy", Inventory.id(ring.endedBy().name()));
        json.number("tokens", ring.tokens());
        json.number("repeatedTokens", ring.repeatedTokens());
        json.number("messages", ring.messages());
        if (ring.rotation().count() > 0) {
            json.number("rotationMillis", ring.rotation().median() / 1e6);
        } else {
            json.unknown("rotationMillis");
        }
    }

    void unicast(Exchange exchange) {
        json.text("from", exchange.from().toString());
        json.text("to", exchange.to().toString());
        json.number("sent", exchange.sent());
        json.maybe("received", exchange.received());
        json.number("tokens", exchange.tokens());
    }

    void timeline(Entry entry) {
        json.time("time", entry.nanos());
        json.maybe("host", entry.host());
        json.text("kind", entry.kind());
        json.text("text", entry.text());
        json.text("capture", entry.capture());
        json.maybe("frame", entry.frame());
    }
}
