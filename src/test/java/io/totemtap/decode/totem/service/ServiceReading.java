package io.totemtap.decode.totem.service;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.totem.Mcast;
import java.util.ArrayList;
import java.util.List;

/** A reassembler and a decoder behind it, and what they gave: for tests. */
public final class ServiceReading {

    private final ServiceDecoder decoder = new ServiceDecoder();
    private final List<ServiceMessage> messages = new ArrayList<>();
    private final List<Integer> mcasts = new ArrayList<>();
    private final TotempgReassembler reassembler;

    /** Problems of both go to the list. */
    public ServiceReading(List<DecodeProblem> problems) {
        reassembler = new TotempgReassembler(
                message -> {
                    messages.add(decoder.decode(message, problems::add));
                    mcasts.add(message.mcasts());
                },
                problems::add);
    }

    /** Takes an MCAST. */
    public void read(Mcast mcast) {
        reassembler.accept(mcast);
    }

    /** All messages so far. */
    public List<ServiceMessage> messages() {
        return messages;
    }

    /** In how many MCASTs each of them came. */
    public List<Integer> mcasts() {
        return mcasts;
    }

    /** The reassembler, for its counts. */
    TotempgReassembler reassembler() {
        return reassembler;
    }
}
