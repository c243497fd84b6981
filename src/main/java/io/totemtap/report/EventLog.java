package io.totemtap.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.igmp.GroupRecord;
import io.totemtap.decode.igmp.IgmpMessage;
import io.totemtap.decode.igmp.LeaveGroup;
import io.totemtap.decode.igmp.MembershipQuery;
import io.totemtap.decode.igmp.MembershipReportV1;
import io.totemtap.decode.igmp.MembershipReportV2;
import io.totemtap.decode.igmp.MembershipReportV3;
import io.totemtap.decode.igmp.MldDone;
import io.totemtap.decode.igmp.MldMessage;
import io.totemtap.decode.igmp.MldQuery;
import io.totemtap.decode.igmp.MldReportV1;
import io.totemtap.decode.igmp.MldReportV2;
import io.totemtap.decode.igmp.UnknownIgmp;
import io.totemtap.decode.totem.TotemMessage;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameId;
import io.totemtap.track.PacketObserver;
import io.totemtap.track.StateChange;
import io.totemtap.track.StateLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes every packet that matters and every state change as one JSON object a line, in the order of the capture. What can be said
 * of a totem message is in {@link TotemFields}.
 *
 * <p>When the stream fails, nothing more is written, and {@link #failure} tells why: whoever reads packets goes on reading them.
 */
public final class EventLog implements PacketObserver, StateLog.Listener, AutoCloseable {

    private static final int UDP = 17;

    private final JsonGenerator json;
    private String capture = "";
    private Optional<IOException> failure = Optional.empty();

    /** Starts a log on a stream, which {@link #close} flushes and leaves open. */
    public EventLog(OutputStream out) {
        try {
            json = new JsonFactory().createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says from which capture the events come from here on. */
    public void capture(String name) {
        capture = name;
    }

    /** Something that writes, and may fail to. */
    @FunctionalInterface
    private interface Body {
        void write() throws IOException;
    }

    private void event(String kind, Body body) {
        if (failure.isPresent()) {
            return;
        }
        try {
            json.writeStartObject();
            json.writeStringField("event", kind);
            body.write();
            json.writeEndObject();
        } catch (IOException e) {
            failure = Optional.of(e);
        }
    }

    /** Why the stream could not be written to, if it could not. */
    public Optional<IOException> failure() {
        return failure;
    }

    @Override
    public void changed(StateChange change) {
        event("state", () -> {
            json.writeStringField("time", EpochNanos.toIso(change.timeNanos()));
            json.writeStringField("capture", capture);
            if (change.frame() == FrameId.NONE) {
                json.writeNullField("frame");
            } else {
                json.writeNumberField("frame", FrameId.number(change.frame()));
            }
            if (change.host().isUnspecified()) {
                json.writeNullField("host");
            } else {
                json.writeStringField("host", change.host().toString());
            }
            json.writeStringField("kind", StateWords.id(change.kind()));
            json.writeStringField("text", StateWords.text(change));
        });
    }

    private void packet(Envelope envelope, String protocol, String message, Body fields) {
        event("packet", () -> {
            json.writeStringField("capture", capture);
            json.writeNumberField("frame", envelope.frameNumber());
            json.writeStringField("time", EpochNanos.toIso(envelope.timeNanos()));
            json.writeStringField("source", envelope.source().toString());
            json.writeStringField("destination", envelope.destination().toString());
            if (envelope.protocol() == UDP) {
                json.writeNumberField("sourcePort", envelope.sourcePort());
                json.writeNumberField("destinationPort", envelope.destinationPort());
            } else {
                json.writeNullField("sourcePort");
                json.writeNullField("destinationPort");
            }
            json.writeStringField("protocol", protocol);
            json.writeStringField("message", message);
            json.writeObjectFieldStart("fields");
            fields.write();
            json.writeEndObject();
        });
    }

    @Override
    public void totem(Envelope envelope, TotemMessage message) {
        packet(envelope, "totem", message.type().text(), () -> TotemFields.write(json, message));
    }

    @Override
    public void igmp(Envelope envelope, IgmpMessage message) {
        packet(envelope, "igmp", name(message), () -> {
            if (message instanceof MembershipQuery query) {
                query(
                        query.version().number(),
                        query.group(),
                        query.maxResponseNanos(),
                        query.robustness(),
                        query.queryInterval().nanos(),
                        query.sources());
            } else if (message instanceof MembershipReportV1 report) {
                group(report.group());
            } else if (message instanceof MembershipReportV2 report) {
                group(report.group());
            } else if (message instanceof LeaveGroup leave) {
                group(leave.group());
            } else if (message instanceof MembershipReportV3 report) {
                records(report.records());
            } else if (message instanceof UnknownIgmp unknown) {
                json.writeNumberField("type", unknown.type());
            }
            json.writeBooleanField("routerAlert", envelope.routerAlert());
            json.writeNumberField("timeToLive", envelope.timeToLive());
        });
    }

    private static String name(IgmpMessage message) {
        if (message instanceof MembershipQuery) {
            return "membership-query";
        } else if (message instanceof MembershipReportV1) {
            return "membership-report-v1";
        } else if (message instanceof MembershipReportV2) {
            return "membership-report-v2";
        } else if (message instanceof MembershipReportV3) {
            return "membership-report-v3";
        }
        return message instanceof LeaveGroup ? "leave-group" : "unknown-igmp";
    }

    @Override
    public void mld(Envelope envelope, MldMessage message) {
        packet(envelope, "mld", name(message), () -> {
            if (message instanceof MldQuery query) {
                query(
                        query.version().number(),
                        query.group(),
                        query.maxResponseNanos(),
                        query.robustness(),
                        query.queryInterval().nanos(),
                        query.sources());
            } else if (message instanceof MldReportV1 report) {
                group(report.group());
            } else if (message instanceof MldDone done) {
                group(done.group());
            } else if (message instanceof MldReportV2 report) {
                records(report.records());
            }
            json.writeBooleanField("routerAlert", envelope.routerAlert());
            json.writeNumberField("timeToLive", envelope.timeToLive());
        });
    }

    private static String name(MldMessage message) {
        if (message instanceof MldQuery) {
            return "multicast-listener-query";
        } else if (message instanceof MldReportV1) {
            return "multicast-listener-report-v1";
        }
        return message instanceof MldReportV2 ? "multicast-listener-report-v2" : "multicast-listener-done";
    }

    private void group(IpAddress group) throws IOException {
        json.writeStringField("group", group.toString());
    }

    private void query(
            int version, IpAddress group, long maxResponse, int robustness, long interval, List<IpAddress> sources)
            throws IOException {
        json.writeNumberField("version", version);
        group(group);
        json.writeNumberField("maxResponseSeconds", EpochNanos.seconds(maxResponse));
        if (robustness > 0) {
            json.writeNumberField("robustness", robustness);
        }
        if (interval > 0) {
            json.writeNumberField("queryIntervalSeconds", EpochNanos.seconds(interval));
        }
        addresses("sources", sources);
    }

    private void records(List<GroupRecord> records) throws IOException {
        json.writeArrayFieldStart("records");
        for (GroupRecord record : records) {
            json.writeStartObject();
            json.writeStringField(
                    "type", record.type().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            group(record.group());
            addresses("sources", record.sources());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void addresses(String name, List<IpAddress> addresses) throws IOException {
        json.writeArrayFieldStart(name);
        for (IpAddress address : addresses) {
            json.writeString(address.toString());
        }
        json.writeEndArray();
    }

    @Override
    public void close() {
        try {
            if (failure.isEmpty()) {
                json.writeRaw('\n');
            }
            json.close();
        } catch (IOException e) {
            failure = failure.or(() -> Optional.of(e));
        }
    }
}
