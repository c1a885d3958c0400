package dev.caravan.engine;

/** What one stage tells another, or what a fact becomes at the entrance of a stage; an immutable record. */
public interface Message {}
