/**
 * The admin's settings as a tree in which every value knows its place.
 *
 * <p>In: YAML text (1.2, core schema) and JSON Schemas. Out: {@link dev.caravan.config.Configuration}, whose files the rooms
 * read through {@link dev.caravan.config.ConfigNode}, the {@link dev.caravan.config.Diagnostic}s of every mistake at once, and
 * the hash that names this version of the settings.
 *
 * <p>Never: a rule of business, a guess where a value is wrong, or a stop at the first mistake. A typed reader that meets a
 * mistake reports it and returns a stand-in; only {@code orThrow()} ends the reading. Each file is parsed once, and that very
 * tree is what the schema judges. What rooms call names no YAML, JSON or file type.
 */
@NullMarked
package dev.caravan.config;

import org.jspecify.annotations.NullMarked;
