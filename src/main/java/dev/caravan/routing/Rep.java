package dev.caravan.routing;

/** A user of the CRM as routing needs them. */
public record Rep(String id, String name, String email, boolean active, String timeZone) {}
