package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void blankLinesAreLeftOutAndEndsAreTrimmed() {
        Lines lines = new Lines("\n  a \r\n\t\n\r\nb");
        assertEquals("  a", lines.peek());
        assertEquals("  a", lines.next());
        assertEquals("b", lines.next());
        assertFalse(lines.hasNext());
        assertEquals("", lines.next());
        assertEquals(2, lines.count());
        assertTrue(lines.isClean());
    }

    @Test
    void veryLongLinesAreNotRead() {
        Lines lines = new Lines("a\n" + "x".repeat(Lines.LENGTH + 1) + "\nb\n");
        assertEquals("a", lines.next());
        assertEquals("b", lines.next());
        assertEquals(1, lines.unread());
        assertFalse(lines.isClean());
    }

    @Test
    void numberOfLinesIsBounded() {
        Lines lines = new Lines("a\n".repeat(Lines.LIMIT + 7));
        while (lines.hasNext()) {
            lines.next();
        }
        assertEquals(Lines.LIMIT, lines.count());
        assertFalse(lines.isClean());
    }

    @Test
    void complaintsOfCommandsAreCountedApart() {
        Lines lines = new Lines("x");
        lines.unread("sh: 1: ethtool: not found");
        lines.unread("bash: nft: command not found");
        lines.unread("cat: /proc/net/igmp: No such file or directory");
        lines.unread("Cannot get device settings: Operation not permitted");
        lines.unread("garbage");
        assertEquals(4, lines.complaints());
        assertEquals(1, lines.unread());
        assertEquals(1, lines.samples().size());
    }
}
