package io.totemtap.diagnose;

import io.totemtap.capture.Attachment;
import java.util.List;

/**
 * What somebody put beside the captures, and what of it was not used. It is shown and never interpreted.
 *
 * @param attachments texts for the reader
 * @param notices what was found and not used, one sentence each
 */
public record CaseNotes(List<Attachment> attachments, List<String> notices) {

    /** Nothing lay beside the captures. */
    public static final CaseNotes NONE = new CaseNotes(List.of(), List.of());

    /** Copies the lists. */
    public CaseNotes {
        attachments = List.copyOf(attachments);
        notices = List.copyOf(notices);
    }

    /** The same without what was written freely, which may name anything: attachments keep their names, notices their number. */
    public CaseNotes withoutText() {
        List<Attachment> bare = attachments.stream()
                .map(one -> new Attachment(one.name(), "", true))
                .toList();
        return new CaseNotes(
                bare,
                notices.isEmpty()
                        ? List.of()
                        : List.of(Words.count(notices.size(), "notice") + " about files that were not used: left out"));
    }
}
