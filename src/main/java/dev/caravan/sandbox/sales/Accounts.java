package dev.caravan.sandbox.sales;

import static dev.caravan.sandbox.sales.Reps.known;
import static dev.caravan.sandbox.sales.Reps.text;

import dev.caravan.sandbox.salesforce.SalesforceStandIn;
import java.util.Locale;
import java.util.Map;

/** Where a rep puts a deal: the account the task is about, else the one the person seems to work for, else a new one. */
final class Accounts {
  private final SalesforceStandIn org;

  Accounts(SalesforceStandIn org) {
    this.org = org;
  }

  String of(Map<String, Object> task) {
    String what = text(task, "WhatId");
    if (what.startsWith("001")) {
      return what;
    }
    String key = text(task, "Caravan_Key__c");
    int bar = key.indexOf('|');
    String named = bar < 0 ? "" : key.substring(key.indexOf('/') + 1, bar);
    if (org.record("Account", named) != null) {
      return named;
    }
    String who = text(task, "WhoId");
    Map<String, Object> person = known(org.record(who.startsWith("003") ? "Contact" : "Lead", who));
    String theirs = text(person, "AccountId");
    return theirs.isEmpty() ? employer(person) : theirs;
  }

  private String employer(Map<String, Object> lead) {
    String email = text(lead, "Email");
    String domain = email.substring(email.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    String company = text(lead, "Company");
    for (Map<String, Object> account : org.records("Account")) {
      String site = text(account, "Website").toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("^www\\.", "");
      if (!domain.isEmpty() && (site.equals(domain) || domain.endsWith("." + site) && !site.isEmpty())
          || text(account, "Name").equalsIgnoreCase(company)) {
        return text(account, "Id");
      }
    }
    return org.create("Account", Map.of("Name", company.isEmpty() ? domain : company));
  }
}
