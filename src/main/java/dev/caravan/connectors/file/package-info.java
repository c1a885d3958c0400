/**
 * Facts from files of any shape: CSV and NDJSON, read through a mapping that an admin writes. Start at
 * {@link dev.caravan.connectors.file.FileImport}.
 *
 * <p>In: a mapping file and data files, plain or {@code .gz}. Out: facts to the journal, to a consumer or into a fact
 * file; rows that cannot be read, with file, line and reason. Never: a row guessed at or half taken, a file held in
 * memory, a value of a row in a reason.
 *
 * <p>Rows are cut by {@code RowReader}, not by the CSV library: a library loses the rest of the file at an open quote,
 * here a bad row costs one row. The library then splits the row that was cut.
 */
@NullMarked
package dev.caravan.connectors.file;

import org.jspecify.annotations.NullMarked;
