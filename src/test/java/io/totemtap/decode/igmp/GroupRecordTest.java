package io.totemtap.decode.igmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.Ipv4Address;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GroupRecordTest {

    private static final Ipv4Address GROUP = new Ipv4Address(0xefc035cf);

    private static GroupRecord record(int type, int claimed) {
        return new GroupRecord(GroupRecord.Type.of(type), type, GROUP, claimed, List.of(), 0);
    }

    @Test
    void sixTypesHaveNames() {
        assertEquals(GroupRecord.Type.UNKNOWN, GroupRecord.Type.of(0));
        assertEquals(GroupRecord.Type.MODE_IS_INCLUDE, GroupRecord.Type.of(1));
        assertEquals(GroupRecord.Type.MODE_IS_EXCLUDE, GroupRecord.Type.of(2));
        assertEquals(GroupRecord.Type.CHANGE_TO_INCLUDE_MODE, GroupRecord.Type.of(3));
        assertEquals(GroupRecord.Type.CHANGE_TO_EXCLUDE_MODE, GroupRecord.Type.of(4));
        assertEquals(GroupRecord.Type.ALLOW_NEW_SOURCES, GroupRecord.Type.of(5));
        assertEquals(GroupRecord.Type.BLOCK_OLD_SOURCES, GroupRecord.Type.of(6));
        for (int number = 7; number < 256; number++) {
            assertEquals(GroupRecord.Type.UNKNOWN, GroupRecord.Type.of(number));
        }
    }

    @Test
    void onlyAnIncludeModeWithoutSourcesWantsNothing() {
        for (int type = 0; type < 8; type++) {
            assertEquals(type == 1 || type == 3, record(type, 0).wantsNothing(), "type " + type);
        }
    }

    @Test
    void aRecordCutShortIsNeverALeave() {
        GroupRecord cut = record(3, 2);
        assertFalse(cut.isComplete());
        assertFalse(cut.wantsNothing());
        assertTrue(record(3, 0).isComplete());
    }
}
