package io.totemtap.capture.host;

import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads /proc/net/bonding/IF (drivers/net/bonding/bond_procfs.c); one file, or several one after the other. */
final class BondingParser {

    private final List<Bond> bonds = new ArrayList<>();
    private final String name;
    private List<Bond.Member> members = new ArrayList<>();
    private String mode = "";
    private String active = "";
    private boolean open;
    private boolean inMember;

    private BondingParser(String name) {
        this.name = name;
    }

    /**
     * Reads a section.
     *
     * @param name the bond, empty if the command does not name one
     */
    static List<Bond> parse(Lines lines, String name) {
        BondingParser parser = new BondingParser(name);
        while (lines.hasNext()) {
            String line = lines.next();
            if (!parser.line(line.strip())) {
                lines.unread(line);
            }
        }
        parser.close();
        return parser.bonds;
    }

    private boolean line(String line) {
        if (line.startsWith("Ethernet Channel Bonding Driver")) {
            close();
            open = true;
            return true;
        }
        int colon = line.indexOf(':');
        if (!open || colon < 0) {
            // "802.3ad info" and "details actor lacp pdu:" head groups of values that are not kept
            return open && (line.startsWith("802.3ad") || line.startsWith("Active Aggregator"));
        }
        value(line.substring(0, colon), line.substring(colon + 1).strip());
        return true;
    }

    private void value(String key, String value) {
        switch (key) {
            case "Bonding Mode" -> mode = value;
            case "Currently Active Slave" -> active = value.equals("None") ? "" : value;
            case "Slave Interface" -> {
                members.add(Bond.Member.named(value));
                inMember = true;
            }
            case "MII Status" -> member(old -> old.withLink(value.equals("up")));
            case "Link Failure Count" ->
                member(old -> old.withFailures(Words.whole(value).orElse(0)));
            case "Permanent HW addr" ->
                member(old -> old.withMac(MacAddress.parse(value).orElse(MacAddress.NONE)));
            default -> {
                // the rest does not matter here
            }
        }
    }

    private void member(UnaryOperator<Bond.Member> change) {
        if (inMember) {
            int last = members.size() - 1;
            members.set(last, change.apply(members.get(last)));
        }
    }

    private void close() {
        if (open) {
            bonds.add(new Bond(name, mode, active, members));
        }
        open = false;
        inMember = false;
        mode = "";
        active = "";
        members = new ArrayList<>();
    }
}
