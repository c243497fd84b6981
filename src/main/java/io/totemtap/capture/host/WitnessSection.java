package io.totemtap.capture.host;

import io.totemtap.capture.host.witness.WitnessText;

/** The section of the kernel's own witness. */
final class WitnessSection {

    private WitnessSection() {}

    static boolean read(Section section, CommandLine command, Lines lines, HostStateBuilder state) {
        if (!section.command().equals(WitnessText.TITLE)) {
            return false;
        }
        WitnessText.Reader reader = new WitnessText.Reader();
        while (lines.hasNext()) {
            String line = lines.next();
            if (!reader.take(line)) {
                lines.unread(line);
            }
        }
        reader.reading().ifPresent(state::witnessed);
        state.unwitnessed(reader.absence());
        return true;
    }
}
