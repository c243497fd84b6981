/** The jar and all that is in it as one module, so that it can be linked into a run-time image. Only there. */
open module io.totemtap {
    requires java.logging;
    requires java.xml;
    requires jdk.unsupported;
}
