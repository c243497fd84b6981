package io.totemtap.capture.live;

import io.totemtap.capture.CaptureException;
import java.util.List;
import java.util.Optional;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;

/**
 * Keeps an interface promiscuous by a second handle that reads nothing, so that the handle that captures goes on without a gap. The kernel
 * counts who wants promiscuity: letting go leaves the interface as it was, also if the process dies.
 */
final class PromiscuousHold {

    /** The system's least for a ring of frames that nobody wants. */
    private static final int ROOM = 64 << 10;

    /** No frame is as short as this. */
    private static final String NOTHING = "less 1";

    private Optional<PcapHandle> handle = Optional.empty();

    /**
     * Makes the interface promiscuous, anew if it was already, as it may have been away.
     *
     * @throws CaptureException if that is refused
     */
    void take(String name) {
        letGo();
        LiveSettings settings = LiveSettings.on(List.of(name), "").roomy(ROOM, LiveSettings.SHORTEST_SNAP);
        PcapHandle opened = PcapOpener.open(name, settings.withPromiscuity());
        handle = Optional.of(opened);
        try {
            opened.setFilter(NOTHING, BpfCompileMode.OPTIMIZE);
        } catch (PcapNativeException | NotOpenException e) {
            // its few frames stay unread, and go no further
            return;
        }
    }

    /** Leaves the interface as it was. */
    void letGo() {
        handle.ifPresent(PcapHandle::close);
        handle = Optional.empty();
    }
}
