package io.totemtap.capture;

import java.util.List;

/**
 * What was collected about one incident: captures, and what lies beside them.
 *
 * @param vantagePoints where packets were captured, in the order of case.json or of the names
 * @param files everything else that is read, by kind, name and phase; a state or log may speak of a host that is no
 *     vantage point, such as the switch
 * @param attachments shown, never interpreted
 * @param notices what was found and not used, one sentence each
 */
public record Case(
        List<VantagePoint> vantagePoints, List<CaseFile> files, List<Attachment> attachments, List<String> notices) {

    /** Copies the lists. */
    public Case {
        vantagePoints = List.copyOf(vantagePoints);
        files = List.copyOf(files);
        attachments = List.copyOf(attachments);
        notices = List.copyOf(notices);
    }

    /** The files of one kind, in order. */
    public List<CaseFile> files(CaseFile.Kind kind) {
        return files.stream().filter(file -> file.kind() == kind).toList();
    }

    /** The files of one kind that speak of {@code name}, in order. */
    public List<CaseFile> files(CaseFile.Kind kind, String name) {
        return files.stream()
                .filter(file -> file.kind() == kind && file.name().equals(name))
                .toList();
    }
}
