package io.totemtap.capture.host.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelSymbolsTest {

    private static Map<Long, String> find(String text, Long... addresses) throws IOException {
        return KernelSymbols.find(new BufferedReader(new StringReader(text)), List.of(addresses));
    }

    @Test
    void nearestFunctionBefore() throws IOException {
        String text = """
                ffffffff81000000 T _stext
                ffffffff81c4b2a0 T nf_hook_slow
                ffffffff81c4b400 d some_data
                ffffffff81c4b500 t next_one
                ffffffffc0401000 t nft_do_chain\t[nf_tables]
                0000000000000000 A fixed_percpu_data
                """;
        assertEquals(
                Map.of(
                        0xffff_ffff_81c4_b2a0L, "nf_hook_slow",
                        0xffff_ffff_81c4_b401L, "nf_hook_slow",
                        0xffff_ffff_c040_1080L, "nft_do_chain[nf_tables]"),
                find(text, 0xffff_ffff_81c4_b2a0L, 0xffff_ffff_81c4_b401L, 0xffff_ffff_c040_1080L));
    }

    @Test
    void nothingWhereAddressesAreHidden() throws IOException {
        assertEquals(Map.of(), find("0000000000000000 T nf_hook_slow\n", 0xffff_ffff_81c4_b2a0L));
    }

    @Test
    void nothingFarFromEveryFunction() throws IOException {
        assertEquals(Map.of(), find("ffffffff81000000 T _stext\n", 0xffff_ffff_8110_0000L, 0x1000L));
        assertEquals(
                Map.of(0xffff_ffff_810f_ffffL, "_stext"), find("ffffffff81000000 T _stext\n", 0xffff_ffff_810f_ffffL));
    }

    @Test
    void otherLinesArePassedOver() throws IOException {
        assertEquals(Map.of(), find("\n \nx\nxyz T a\nffffffff81000000\nffffffff81000000 T\n", 0xffff_ffff_8100_0001L));
    }
}
