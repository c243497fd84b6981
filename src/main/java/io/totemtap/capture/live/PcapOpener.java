package io.totemtap.capture.live;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import java.util.List;
import java.util.Optional;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;

/** Opens an interface through libpcap, and puts what goes wrong into words. */
final class PcapOpener {

    private static final int READ_TIMEOUT_MILLIS = 100;
    private static final int NO_SUCH_DEVICE = -5;
    private static final int PERMISSION_DENIED = -8;
    private static final int NOT_UP = -9;
    private static final int PROMISCUOUS_DENIED = -11;

    private PcapOpener() {}

    /**
     * Loads libpcap.
     *
     * @throws CaptureException {@link Reason#NOT_FOUND} if it is not installed
     */
    static String version() {
        return Libpcap.require("Capturing");
    }

    /**
     * Opens an interface with its filter set.
     *
     * @throws CaptureException {@link Reason#NOT_FOUND}, {@link Reason#NO_PERMISSION}, or {@link Reason#WRONG_USAGE} for a filter
     *     that libpcap does not understand
     */
    static PcapHandle open(String name, LiveSettings settings) {
        version();
        if (!HostInterfaces.exists(name)) {
            throw notFound(name);
        }
        try {
            PcapHandle handle = handle(name, settings, TimestampPrecision.NANO);
            try {
                filter(handle, name, settings.filter());
            } catch (CaptureException e) {
                handle.close();
                throw e;
            }
            return handle;
        } catch (PcapNativeException e) {
            throw failed(name, e);
        } catch (NotOpenException e) {
            throw new CaptureException(Reason.UNREADABLE, "Interface " + name + " was closed while it was opened.", e);
        }
    }

    private static PcapHandle handle(String name, LiveSettings settings, TimestampPrecision precision)
            throws PcapNativeException {
        try {
            return new PcapHandle.Builder(name)
                    .snaplen(settings.snapLength())
                    .promiscuousMode(
                            settings.promiscuous() ? PromiscuousMode.PROMISCUOUS : PromiscuousMode.NONPROMISCUOUS)
                    .timeoutMillis(READ_TIMEOUT_MILLIS)
                    .bufferSize(settings.bufferBytes())
                    .timestampPrecision(precision)
                    .build();
        } catch (PcapNativeException e) {
            boolean old = precision == TimestampPrecision.NANO
                    && String.valueOf(e.getMessage()).contains("pcap_set_tstamp_precision");
            if (old) {
                return handle(name, settings, TimestampPrecision.MICRO);
            }
            throw e;
        }
    }

    /** Sets the filter; where that fails, the one before stays. */
    static void filter(PcapHandle handle, String name, String expression) throws NotOpenException {
        if (expression.isEmpty()) {
            return;
        }
        try {
            handle.setFilter(expression, BpfCompileMode.OPTIMIZE);
        } catch (PcapNativeException e) {
            String rest = LiveFilter.withoutTags(expression);
            if (!rest.equals(expression)) {
                filter(handle, name, rest);
                return;
            }
            throw new CaptureException(
                    Reason.WRONG_USAGE,
                    "libpcap does not understand the filter \"" + expression + "\" on " + name + ": " + e.getMessage()
                            + ".",
                    e);
        }
    }

    private static CaptureException notFound(String name) {
        List<String> names = HostInterfaces.names();
        return new CaptureException(
                Reason.NOT_FOUND,
                "There is no interface " + name + " here"
                        + (names.isEmpty() ? "." : "; there are " + String.join(", ", names) + "."));
    }

    private static CaptureException failed(String name, PcapNativeException e) {
        int code = Optional.ofNullable(e.getReturnCode()).orElse(0);
        String said = String.valueOf(e.getMessage()).strip();
        return switch (code) {
            case NO_SUCH_DEVICE -> notFound(name);
            case PERMISSION_DENIED, PROMISCUOUS_DENIED ->
                new CaptureException(
                        Reason.NO_PERMISSION, "Capturing on " + name + " is not permitted here: " + said + ".", e);
            case NOT_UP -> new CaptureException(Reason.NOT_FOUND, "Interface " + name + " is down.", e);
            default ->
                new CaptureException(
                        said.contains("ermi") ? Reason.NO_PERMISSION : Reason.NOT_FOUND,
                        "Interface " + name + " cannot be opened: " + said + ".",
                        e);
        };
    }
}
