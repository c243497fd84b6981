package io.totemtap.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, as the jar's manifest has it. */
final class Version implements IVersionProvider {

    private static final String UNPACKED = "0.1.0";

    /** The version alone. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"totemtap " + text()};
    }
}
