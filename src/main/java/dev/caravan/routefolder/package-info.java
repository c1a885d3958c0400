/**
 * The routes, Kamelets and schedules in the folders of an admin: read, checked, loaded, and loaded again when they change.
 *
 * <p>In: files. Out: mistakes with file, line and what to do; routes in a running Camel context. Never: what a route carries.
 * Begin with {@link dev.caravan.routefolder.RouteFolder}.
 */
@NullMarked
package dev.caravan.routefolder;

import org.jspecify.annotations.NullMarked;
