package io.totemtap.track;

import io.totemtap.decode.Envelope;
import io.totemtap.decode.igmp.IgmpMessage;
import io.totemtap.decode.igmp.MldMessage;
import io.totemtap.decode.totem.TotemMessage;

/** Sees every packet that matters, beside the trackers: the event log, the annotated copy. Views are good only until it returns. */
public interface PacketObserver {

    /** An observer that looks away. */
    PacketObserver NONE = new PacketObserver() {
        @Override
        public void igmp(Envelope envelope, IgmpMessage message) {}

        @Override
        public void mld(Envelope envelope, MldMessage message) {}

        @Override
        public void totem(Envelope envelope, TotemMessage message) {}
    };

    /** An IGMP packet. */
    void igmp(Envelope envelope, IgmpMessage message);

    /** An MLD packet. */
    void mld(Envelope envelope, MldMessage message);

    /** A totem packet, readable or not. */
    void totem(Envelope envelope, TotemMessage message);
}
