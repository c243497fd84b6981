package io.totemtap.cli;

/** One of the program's commands: what it takes, and what it does with it. */
interface Command {

    /** Its name, help and options. */
    Synopsis synopsis();

    /**
     * Does its work.
     *
     * @param given what the user typed, which agrees with the synopsis
     * @return the exit code
     * @throws Exception on a failure that {@link Main} tells the user
     */
    int run(Given given) throws Exception;
}
