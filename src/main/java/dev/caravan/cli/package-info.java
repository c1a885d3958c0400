/**
 * The command line: what {@code ./caravan} offers, in words a person understands, with exit codes a script can rely on.
 *
 * <p>In: arguments, and {@link dev.caravan.cli.Starters}, by which the program opens what this room may not know (the
 * store, the host, the practice ground). Out: text or JSON on standard output, messages on standard error, and 0 for
 * fine, 1 for findings or parked records, 2 for wrong usage or something that keeps it from starting.
 *
 * <p>Never: a decision of its own, personal data in an error message, or a file left half written. A command whose
 * starter is absent is not offered at all.
 */
@NullMarked
package dev.caravan.cli;

import org.jspecify.annotations.NullMarked;
