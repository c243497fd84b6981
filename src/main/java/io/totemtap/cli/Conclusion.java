package io.totemtap.cli;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlator;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.TotemKeyring;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.rule.RuleBook;
import io.totemtap.net.IpAddress;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The way from what captures saw to a diagnosis, the same for files and for live captures. */
record Conclusion(CaseFacts facts, TotemKeyring keyring, ZoneId zone) {

    /** Correlates and diagnoses; reads the captures' sightings and leaves them open. */
    Diagnosis of(List<Vantage> captures) {
        Correlation picture = Correlator.correlate(captures, facts.names());
        Map<String, IpAddress> vantageHosts = new HashMap<>();
        for (Vantage capture : picture.captures()) {
            capture.host().ifPresent(host -> {
                vantageHosts.put(capture.declared().name(), host);
                if (!capture.declared().host().isEmpty()) {
                    vantageHosts.put(capture.declared().host(), host);
                }
            });
        }
        List<IpAddress> participants =
                picture.hosts().stream().map(Participant::address).toList();
        Facts all = new Facts(
                picture,
                facts.statesByAddress(participants, vantageHosts),
                facts.configurations(),
                keyring.keys(),
                facts.logs().of(picture, vantageHosts),
                zone);
        return new Diagnostician(RuleBook.RULES).diagnose(all).with(facts.notes());
    }
}
