package io.totemtap.capture.host;

import io.totemtap.net.MacAddress;
import java.util.List;

/**
 * A bonded interface (/proc/net/bonding/IF), or a team ({@code teamdctl IF state}).
 *
 * @param name its name, empty where it does not follow from the text
 * @param mode as printed, such as "fault-tolerance (active-backup)"; of a team "teamd runner activebackup"
 * @param activeMember the member that carries the traffic, empty in modes without
 * @param members its members
 */
public record Bond(String name, String mode, String activeMember, List<Member> members) {

    /**
     * A member of a bond.
     *
     * @param name the interface
     * @param up whether its link is up
     * @param failures how often its link went down, 0 if not printed
     * @param mac its permanent Ethernet address, {@link MacAddress#NONE} if not printed
     */
    public record Member(String name, boolean up, long failures, MacAddress mac) {

        /** A member of which only the name is known yet. */
        static Member named(String name) {
            return new Member(name, false, 0, MacAddress.NONE);
        }

        Member withLink(boolean isUp) {
            return new Member(name, isUp, failures, mac);
        }

        Member withFailures(long count) {
            return new Member(name, up, count, mac);
        }

        Member withMac(MacAddress address) {
            return new Member(name, up, failures, address);
        }
    }

    /** Copies the list. */
    public Bond {
        members = List.copyOf(members);
    }
}
