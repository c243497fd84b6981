package io.totemtap.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DropCounterTest {

    @Test
    void isAbsentUntilItWasRead() {
        assertEquals(OptionalLong.empty(), new DropCounter().total());
    }

    @Test
    void addsUpOverTheWrap() {
        DropCounter counter = new DropCounter();
        counter.opened();
        counter.read(0xffff_fff0L);
        counter.read(0x10);
        assertEquals(OptionalLong.of(0x1_0000_0010L), counter.total());
    }

    @Test
    void takesANegativeIntForWhatItIs() {
        DropCounter counter = new DropCounter();
        counter.read(-1);
        assertEquals(OptionalLong.of(0xffff_ffffL), counter.total());
    }

    @Test
    void goesOnWhenTheInterfaceIsOpenedAgain() {
        DropCounter counter = new DropCounter();
        counter.opened();
        counter.read(7);
        counter.opened();
        counter.read(3);
        assertEquals(OptionalLong.of(10), counter.total());
    }
}
