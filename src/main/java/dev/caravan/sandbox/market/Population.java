package dev.caravan.sandbox.market;

import java.util.List;

/** Everybody and every company of a market. */
record Population(List<User> users, List<Account> accounts, List<Person> people) {
  /** A sales rep. */
  record User(String id, String name, String email, boolean active, String zone) {}

  Population {
    users = List.copyOf(users);
    accounts = List.copyOf(accounts);
    people = List.copyOf(people);
  }

  List<Person> of(Person.Trait trait) {
    return people.stream().filter(person -> person.trait() == trait).toList();
  }
}
