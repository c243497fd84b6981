package io.totemtap.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.MembCommitToken;
import io.totemtap.decode.totem.MembJoin;
import io.totemtap.decode.totem.MembMergeDetect;
import io.totemtap.decode.totem.OpaqueTotem;
import io.totemtap.decode.totem.OrfToken;
import io.totemtap.decode.totem.Processor;
import io.totemtap.decode.totem.RingId;
import io.totemtap.decode.totem.TokenHoldCancel;
import io.totemtap.decode.totem.TotemMessage;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The fields of a totem message in an event, as far as the message has them. */
final class TotemFields {

    private TotemFields() {}

    static void write(JsonGenerator json, TotemMessage message) throws IOException {
        json.writeStringField("dialect", id(message.dialect().name()));
        json.writeStringField("envelope", id(message.envelope().name()));
        json.writeStringField("generation", id(message.generation().name()));
        if (message.keyIndex() >= 0) {
            json.writeNumberField("keyIndex", message.keyIndex());
        }
        if (message instanceof OpaqueTotem opaque) {
            json.writeNumberField("length", opaque.payloadLength());
            return;
        }
        json.writeNumberField("nodeId", message.nodeId());
        if (message instanceof OrfToken token) {
            token(json, token);
        } else if (message instanceof Mcast mcast) {
            mcast(json, mcast);
        } else if (message instanceof MembMergeDetect merge) {
            processor(json, "systemFrom", merge.systemFrom());
            ring(json, merge.ringId());
        } else if (message instanceof MembJoin join) {
            join(json, join);
        } else if (message instanceof MembCommitToken commit) {
            commit(json, commit);
        } else if (message instanceof TokenHoldCancel cancel) {
            ring(json, cancel.ringId());
        }
    }

    private static void token(JsonGenerator json, OrfToken token) throws IOException {
        ring(json, token.ringId());
        json.writeNumberField("seq", token.seq());
        json.writeNumberField("tokenSeq", token.tokenSeq());
        json.writeNumberField("aru", token.aru());
        json.writeNumberField("aruAddress", token.aruAddress());
        json.writeNumberField("backlog", token.backlog());
        json.writeNumberField("fcc", token.fcc());
        json.writeNumberField("retransFlag", token.retransFlag());
        json.writeArrayFieldStart("retransmitList");
        for (int i = 0; i < token.retransmitCount(); i++) {
            json.writeNumber(token.retransmitSeq(i));
        }
        json.writeEndArray();
    }

    private static void mcast(JsonGenerator json, Mcast mcast) throws IOException {
        processor(json, "systemFrom", mcast.systemFrom());
        ring(json, mcast.ringId());
        json.writeNumberField("seq", mcast.seq());
        json.writeNumberField("thisSeqno", mcast.thisSeqno());
        json.writeBooleanField("recovery", mcast.isRecovery());
        json.writeNumberField("length", mcast.length());
    }

    private static void join(JsonGenerator json, MembJoin join) throws IOException {
        processor(json, "systemFrom", join.systemFrom());
        json.writeNumberField("ringSequence", join.ringSequence());
        json.writeBooleanField("leave", join.isLeave());
        json.writeArrayFieldStart("procList");
        for (int i = 0; i < join.procCount(); i++) {
            json.writeString(text(join.proc(i)));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("failedList");
        for (int i = 0; i < join.failedCount(); i++) {
            json.writeString(text(join.failed(i)));
        }
        json.writeEndArray();
    }

    private static void commit(JsonGenerator json, MembCommitToken commit) throws IOException {
        json.writeNumberField("tokenSeq", commit.tokenSeq());
        ring(json, commit.ringId());
        json.writeNumberField("retransFlag", commit.retransFlag());
        json.writeNumberField("membIndex", commit.membIndex());
        json.writeArrayFieldStart("members");
        for (int i = 0; i < commit.addressCount(); i++) {
            json.writeString(text(commit.address(i)));
        }
        json.writeEndArray();
    }

    private static void ring(JsonGenerator json, RingId ring) throws IOException {
        json.writeObjectFieldStart("ringId");
        json.writeStringField("representative", text(ring.representative()));
        json.writeNumberField("sequence", ring.sequence());
        json.writeEndObject();
    }

    private static void processor(JsonGenerator json, String name, Processor processor) throws IOException {
        json.writeStringField(name, text(processor));
    }

    /** The address, or the node id where a node has none on the wire. */
    private static String text(Processor processor) {
        Optional<String> address = processor.address().map(Object::toString);
        return address.orElseGet(() -> Long.toString(processor.nodeId()));
    }

    private static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
