package io.totemtap.decode.totem;

/** Opens payloads before their turn, with ciphers of its own: one for each thread that helps. */
public final class AheadOpener {

    private final TotemOpener opener;

    /** Makes an opener that uses the same keys as the one it helps. */
    public AheadOpener(TotemKeyring keyring) {
        opener = new TotemOpener(keyring);
    }

    /** Tries what the payload was set down with; nothing happens where nothing was set down. */
    public void open(PayloadAhead work) {
        work.open(opener);
    }
}
