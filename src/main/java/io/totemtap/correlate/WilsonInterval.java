package io.totemtap.correlate;

/**
 * The 95 % interval of a proportion from a count, by Wilson's score method (E. B. Wilson, 1927): honest for few packets and
 * for losses of none or all.
 *
 * @param low lower bound, 0 to 1
 * @param high upper bound, 0 to 1
 */
public record WilsonInterval(double low, double high) {

    private static final double Z = 1.959963984540054;

    /** The interval for {@code hits} of {@code total}; 0 to 1 where {@code total} is 0. */
    public static WilsonInterval of(long hits, long total) {
        if (total <= 0) {
            return new WilsonInterval(0, 1);
        }
        double share = hits / (double) total;
        double square = Z * Z / total;
        double centre = (share + square / 2) / (1 + square);
        double half = Z * Math.sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square);
        return new WilsonInterval(
                hits == 0 ? 0 : Math.max(0, centre - half), hits == total ? 1 : Math.min(1, centre + half));
    }
}
