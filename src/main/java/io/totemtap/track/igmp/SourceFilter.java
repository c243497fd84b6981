package io.totemtap.track.igmp;

import io.totemtap.decode.igmp.GroupRecord;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which sources of a group a host wants, as its reports tell (RFC 3376 section 3.1, RFC 3810 section 4.2). Versions that know no
 * sources want all of them.
 *
 * @param isInclude whether only these sources are wanted; else all but these
 * @param sources these, at most 64
 * @param isComplete whether these are all of them: the list was told as a whole, was captured whole and is short enough
 * @param sinceNanos the report that told this filter first, {@link EpochNanos#NEVER} for all sources
 */
public record SourceFilter(boolean isInclude, List<IpAddress> sources, boolean isComplete, long sinceNanos) {

    /** All sources. */
    public static final SourceFilter ALL = new SourceFilter(false, List.of(), true, EpochNanos.NEVER);

    private static final int MOST_SOURCES = 64;

    /** Copies the list. */
    public SourceFilter {
        sources = List.copyOf(sources);
    }

    /** Whether nothing of a source is wanted beyond doubt. */
    public boolean refuses(IpAddress source) {
        return isInclude ? isComplete && !sources.contains(source) : sources.contains(source);
    }

    /**
     * What becomes of the filter by a record that joins or stays in the group; records of other types leave it as it is.
     *
     * @param isKnown whether the host had told this filter; a host that says "these too" may want others of which nobody has heard
     */
    SourceFilter with(GroupRecord said, boolean isKnown, long nanos) {
        return switch (said.type()) {
            case MODE_IS_INCLUDE, CHANGE_TO_INCLUDE_MODE -> told(true, said.sources(), said.isComplete(), nanos);
            case MODE_IS_EXCLUDE, CHANGE_TO_EXCLUDE_MODE -> told(false, said.sources(), said.isComplete(), nanos);
            case ALLOW_NEW_SOURCES -> {
                boolean include = isInclude || !isKnown;
                yield told(include, changed(said, include), isComplete && isKnown && said.isComplete(), nanos);
            }
            case BLOCK_OLD_SOURCES ->
                told(isInclude, changed(said, !isInclude), isComplete && said.isComplete(), nanos);
            case UNKNOWN -> this;
        };
    }

    private List<IpAddress> changed(GroupRecord said, boolean isMore) {
        Set<IpAddress> changed = new LinkedHashSet<>(sources);
        if (isMore) {
            changed.addAll(said.sources());
        } else {
            said.sources().forEach(changed::remove);
        }
        return List.copyOf(changed);
    }

    /** The same filter told again holds since it was told first. */
    private SourceFilter told(boolean include, List<IpAddress> told, boolean complete, long nanos) {
        if (!include && told.isEmpty() && complete) {
            return ALL;
        }
        List<IpAddress> kept =
                told.stream().distinct().sorted().limit(MOST_SOURCES).toList();
        SourceFilter next = new SourceFilter(include, kept, complete && kept.size() == distinct(told), sinceNanos);
        boolean isSame = next.equals(this) && sinceNanos != EpochNanos.NEVER;
        return isSame ? this : new SourceFilter(include, kept, next.isComplete, nanos);
    }

    private static long distinct(List<IpAddress> told) {
        return told.stream().distinct().count();
    }
}
