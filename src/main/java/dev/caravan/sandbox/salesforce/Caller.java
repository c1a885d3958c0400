package dev.caravan.sandbox.salesforce;

/**
 * On whose behalf a record is written.
 *
 * @param user stamped on the record
 * @param autoAssign whether the active assignment rule may take the lead
 * @param allowDuplicates whether a duplicate rule that only warns is passed over
 * @param person a person at a screen: may write what the API can't
 */
record Caller(String user, boolean autoAssign, boolean allowDuplicates, boolean person) {}
