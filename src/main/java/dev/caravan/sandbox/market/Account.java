package dev.caravan.sandbox.market;

import org.jspecify.annotations.Nullable;

/**
 * A company as Salesforce knows it.
 *
 * @param index its number; two accounts that share a domain share {@code guard}, the key under which chance meetings
 *     of their people are watched
 * @param word the first word of its name, unique in the market
 * @param website null when the CRM does not know it
 * @param heat how much its people look around, 1 on average
 */
record Account(
    int index, int guard, String id, String word, String name, String domain, @Nullable String website, String industry,
    int employees, Place place, String owner, boolean customer, boolean scanner, double heat, Plant plant) {}
