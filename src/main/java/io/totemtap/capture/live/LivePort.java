package io.totemtap.capture.live;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.Promiscuity;
import io.totemtap.net.EpochNanos;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.RawPacketListener;

/**
 * One interface being captured on. A thread of its own reads it and hands the frames over; if the interface goes down or away, the
 * thread waits for it to come back.
 */
final class LivePort implements Runnable {

    private static final long PATIENCE_MILLIS = 500;
    private static final int ETHERNET = 1;
    private static final String UP = " is up; capturing goes on.";
    private static final String DOWN = " went down; capturing goes on when it is up.";

    private final int firstId;
    private final String name;
    private final LiveQueue queue;
    private final PromiscuousHold hold = new PromiscuousHold();
    private final PortTally tally;
    private volatile LiveSettings settings;
    private final DropCounter byKernel = new DropCounter();
    private final DropCounter byInterface = new DropCounter();
    private volatile boolean stopping;
    private volatile boolean refilter;
    private volatile boolean gone;
    private boolean missed;
    private boolean promiscuous;
    private boolean wasUp = true;
    private int index;
    private final AddressWatch addresses;

    @Nullable
    private volatile PcapHandle handle;

    private int dataLink = ETHERNET;
    private LinkType linkType = LinkType.ETHERNET;

    LivePort(int id, String name, LiveSettings settings, LiveQueue queue) {
        firstId = id;
        tally = new PortTally(id, settings.inTurn());
        this.name = name;
        addresses = new AddressWatch(name);
        this.settings = settings;
        this.queue = queue;
    }

    /**
     * Opens the interface; one that is down is waited for.
     *
     * @throws CaptureException if it is not there, or not permitted
     */
    void open() {
        if (HostInterfaces.exists(name) && !HostInterfaces.isUp(name)) {
            PcapOpener.version();
            missed = true;
            queue.say(name + " is down; waiting for it.");
            return;
        }
        PcapHandle opened = PcapOpener.open(name, settings);
        dataLink = opened.getDlt().value();
        linkType = descriptions().get(0).linkType();
        opened(opened);
    }

    private synchronized void opened(PcapHandle opened) {
        byKernel.opened();
        byInterface.opened();
        index = HostInterfaces.index(name);
        gone = false;
        wasUp = true;
        addresses.begin();
        handle = opened;
        hold();
    }

    /** What captures say about it; one interface, or two that stand for the modes in turn. */
    List<CaptureInterface> descriptions() {
        List<CaptureInterface> all = new ArrayList<>();
        for (Promiscuity mode : tally.modes(settings.promiscuous())) {
            all.add(HostInterfaces.describe(firstId + all.size(), name, dataLink, settings, mode));
        }
        return all;
    }

    String name() {
        return name;
    }

    /** Makes it promiscuous or not; frames are marked from now on. */
    synchronized void promiscuous(boolean wanted, long timeNanos) {
        promiscuous = wanted;
        hold();
        tally.changed(promiscuous, timeNanos);
    }

    private void hold() {
        try {
            if (promiscuous && handle != null) {
                hold.take(name);
            } else {
                hold.letGo();
            }
        } catch (CaptureException e) {
            promiscuous = false;
            queue.say(name + " cannot be made promiscuous: " + e.getMessage());
        }
    }

    LinkType linkType() {
        return linkType;
    }

    @Override
    public void run() {
        while (!stopping) {
            PcapHandle current = handle;
            if (current == null) {
                reopen();
            } else {
                read(current);
            }
        }
    }

    private void read(PcapHandle current) {
        try {
            if (refilter) {
                refilter = false;
                PcapOpener.filter(current, name, settings.filter());
            }
            RawPacketListener listener = bytes -> got(current, bytes);
            current.loop(-1, listener);
        } catch (InterruptedException e) {
            // asked to stop, to change the filter, or to let go of an interface that is no longer there
            if (gone) {
                lost("another interface may have its name now");
            }
        } catch (CaptureException e) {
            queue.say(String.valueOf(e.getMessage()));
        } catch (PcapNativeException | NotOpenException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    /** Pcap4J writes what this throws to a log and goes on, so nothing may be thrown. */
    private void got(PcapHandle current, byte[] bytes) {
        Timestamp time = current.getTimestamp();
        long nanos = Math.floorDiv(time.getTime(), 1000L) * EpochNanos.SECOND + time.getNanos();
        int length = Optional.ofNullable(current.getOriginalLength()).orElse(bytes.length);
        queue.put(new LivePacket(this, bytes, length, nanos));
    }

    private void lost(String why) {
        readDrops();
        close();
        if (stopping) {
            return;
        }
        missed = true;
        if (HostInterfaces.index(name) == index) {
            queue.say(name + DOWN);
        } else {
            queue.say(name + " disappeared; capturing goes on when it comes back. (" + why.strip() + ")");
        }
    }

    private void reopen() {
        try {
            TimeUnit.MILLISECONDS.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            return;
        }
        if (stopping || !HostInterfaces.isUp(name)) {
            return;
        }
        try {
            PcapHandle opened = PcapOpener.open(name, settings);
            if (tally.frames() > 0 && opened.getDlt().value() != dataLink) {
                opened.close();
                queue.say(name + " has come back as another kind of interface; it is no longer captured.");
                stopping = true;
                return;
            }
            opened(opened);
            if (missed) {
                queue.say(name + UP);
            }
        } catch (CaptureException e) {
            if (!missed) {
                queue.say(String.valueOf(e.getMessage()));
            }
            missed = true;
        }
    }

    /** Notices that the interface went down, up or away, which libpcap does not always tell. */
    synchronized void watch() {
        if (handle == null || name.equals(LiveSettings.ANY)) {
            return;
        }
        if (HostInterfaces.index(name) != index) {
            gone = true;
            breakLoop();
            return;
        }
        boolean up = HostInterfaces.isUp(name);
        if (up != wasUp) {
            queue.say(up ? name + UP : name + DOWN);
            wasUp = up;
        }
        addresses.change().ifPresent(queue::say);
    }

    /** Reads the drop counters, if the interface is open and has them. */
    synchronized void readDrops() {
        PcapHandle current = handle;
        if (current == null) {
            return;
        }
        try {
            PcapStat stat = current.getStats();
            byKernel.read(stat.getNumPacketsDropped());
            if (!name.equals(LiveSettings.ANY)) {
                byInterface.read(stat.getNumPacketsDroppedByIf());
            }
        } catch (PcapNativeException | NotOpenException e) {
            // not available: the counters stay as they were, absent if they were never read
            return;
        }
    }

    /** Changes the filter of a running capture. */
    synchronized void filter(String expression) {
        settings = settings.filtered(expression);
        refilter = true;
        breakLoop();
    }

    /** Asks the thread to end. */
    synchronized void stop() {
        stopping = true;
        breakLoop();
    }

    private void breakLoop() {
        PcapHandle current = handle;
        if (current != null) {
            try {
                current.breakLoop();
            } catch (NotOpenException e) {
                handle = null;
            }
        }
    }

    synchronized void close() {
        PcapHandle current = handle;
        handle = null;
        hold.letGo();
        if (current != null) {
            current.close();
        }
    }

    /** Points a frame at a packet of this port, and counts it. */
    void deliver(LivePacket packet, Frame frame) {
        frame.bytes(packet.bytes, 0, packet.bytes.length, packet.originalLength);
        frame.on(tally.count(packet), linkType, Direction.UNKNOWN);
    }

    /** Counts until now, an entry an interface. */
    synchronized List<OfInterface> statistics() {
        return tally.statistics(byKernel.total(), byInterface.total());
    }
}
