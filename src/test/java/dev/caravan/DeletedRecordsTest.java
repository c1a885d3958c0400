package dev.caravan;

import static dev.caravan.Given.days;
import static dev.caravan.Given.hours;
import static dev.caravan.Given.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.desk.DeskView;
import dev.caravan.host.Outcome;
import dev.caravan.model.Fact;
import dev.caravan.model.Times;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows from records that are deleted in the CRM, and brought back. */
class DeletedRecordsTest {
  private static final String CARE = "customer-care";
  private static final String MORE = "Customer care | White paper | More";

  private final Given market = new Given().rep("005A", true).targetAccount("001A", "halden.example");

  private static Fact.Head head(String id, String subject, long at) {
    long time = Given.START + at;
    return new Fact.Head("salesforce", id + "@" + Times.text(time), subject, time, time, "");
  }

  private static Fact deal(String stage, long at, String account, Given.Who... people) {
    return deal("006A", stage, at, account, people);
  }

  private static Fact deal(String id, String stage, long at, String account, Given.Who... people) {
    boolean won = stage.equals("Closed Won");
    return new Fact.Opportunity(head("opportunity-" + id, id, at), account, CARE, "new", stage, won,
        won ? Times.text(Given.START + at) : "", 0, "USD", "005A",
        List.of(people).stream().map(who -> new Fact.ContactRole(who.email(), "")).toList());
  }

  @Test
  void a_deleted_opportunity_keeps_nobody_from_being_handed_over() {
    market.adds(deal("Discovery", 0, "001A"));
    var dana = market.director("dana@halden.example").compares("Customer care", days(1)).takes(MORE, days(1));
    assertThat(market.after(days(1)).line(dana, CARE).list("held")).containsExactly("opportunity");
    market.adds(deal(Fact.Opportunity.DELETED, days(1) + hours(1), "001A"));
    assertThat(market.after(days(2)).handOff().solution()).isEqualTo(CARE);
  }

  @Test
  void a_lost_opportunity_that_is_deleted_hides_no_open_one() {
    market.adds(deal("006B", "Closed Lost", 0, "001A"));
    market.adds(deal("006A", "Discovery", hours(1), "001A"));
    market.adds(deal("006B", Fact.Opportunity.DELETED, hours(2), "001A"));
    var dana = market.director("dana@halden.example").compares("Customer care", days(1)).takes(MORE, days(1));
    assertThat(market.after(days(1)).line(dana, CARE).list("held")).containsExactly("opportunity");
  }

  @Test
  void an_opportunity_that_is_lost_hides_no_other_open_one() {
    market.adds(deal("006A", "Discovery", 0, "001A"));
    market.adds(deal("006B", "Discovery", hours(1), "001A"));
    market.adds(deal("006B", "Closed Lost", hours(2), "001A"));
    var dana = market.director("dana@halden.example").compares("Customer care", days(1)).takes(MORE, days(1));
    assertThat(market.after(days(1)).line(dana, CARE).list("held")).containsExactly("opportunity");
  }

  @Test
  void a_group_whose_opportunity_is_deleted_before_it_was_handed_over_is_handed_over() {
    for (String name : List.of("ann", "bob", "cem")) {
      market.director(name + "@halden.example").takes(MORE, days(1));
    }
    market.adds(deal("Discovery", days(1) + minutes(30), "001A"));
    assertThat(market.after(days(2)).handOffs()).isEmpty();
    market.adds(deal(Fact.Opportunity.DELETED, days(2), "001A"));
    assertThat(market.after(days(2) + minutes(61)).handOff().id()).isEqualTo("hand-off/001A|customer-care/1");
  }

  @Test
  void the_renewal_of_an_account_expires_although_an_opportunity_came_and_was_deleted() {
    market.opportunity(0, "001A", CARE, true, "005A").contract("001A", CARE, days(200));
    market.adds(deal("Discovery", days(85), "001A"));
    market.adds(deal(Fact.Opportunity.DELETED, days(90), "001A"));
    assertThat(market.after(days(81)).handOff().of()).isEqualTo("account");
    assertThat(stands(days(100))).containsExactly("answered");
    assertThat(stands(days(150))).containsExactly("expired");
  }

  private List<String> stands(long moment) {
    Outcome outcome = market.outcome(moment);
    return Given.shipped().desk(outcome.states(), outcome.asOf()).handOffs().stream().map(DeskView.HandedOver::stands).toList();
  }

  @Test
  void who_has_no_part_in_an_opportunity_any_more_is_handed_over_and_the_others_are_not() {
    var dana = market.director("dana@elsewhere.example");
    var rita = market.director("rita@elsewhere.example");
    market.adds(deal("Discovery", 0, "", dana, rita));
    dana.compares("Customer care", days(1)).takes(MORE, days(1));
    rita.compares("Customer care", days(1)).takes(MORE, days(1));
    assertThat(market.after(days(1)).handOffs()).isEmpty();
    market.adds(deal(Fact.Opportunity.DELETED, days(1) + hours(1), "", dana));
    assertThat(market.after(days(2)).handOff().email()).isEqualTo("dana@elsewhere.example");
  }

  @Test
  void an_account_whose_won_opportunity_is_deleted_is_no_customer_of_it() {
    market.adds(deal("Closed Won", 0, "001A"));
    var dana = market.director("dana@halden.example").compares("Customer care", days(1)).takes(MORE, days(1));
    assertThat(market.after(days(1)).line(dana, CARE).list("held")).containsExactly("customer");
    market.adds(deal(Fact.Opportunity.DELETED, days(1) + hours(1), "001A"));
    assertThat(market.after(days(2)).handOffs()).hasSize(1);
  }

  @Test
  void a_deleted_account_releases_its_people_until_it_is_brought_back() {
    var dana = market.director("dana@halden.example");
    assertThat(market.explained(dana).account()).isEqualTo("001A");
    market.adds(new Fact.Account(head("account-001A", "001A", days(1)), Map.of(Fact.Account.DELETED, "true")));
    assertThat(market.explained(dana).account()).isEmpty();
    market.accountAt(days(2), "001A", "name", "Halden Health", "website", "https://www.halden.example");
    assertThat(market.explained(dana).account()).isEqualTo("001A");
  }

  @Test
  void somebody_whose_contact_is_deleted_is_no_longer_of_its_account() {
    var dana = market.person("dana@gmail.com");
    market.adds(new Fact.Person(head("contact-003A", "dana@gmail.com", 0), Map.of("salesforce", "003A"),
        Map.of("account", "001A")));
    assertThat(market.explained(dana).account()).isEqualTo("001A");
    market.adds(new Fact.Person(head("contact-003A", "salesforce:003A", days(1)), Map.of("salesforce", "003A"),
        Map.of(Fact.Person.DELETED, "true")));
    assertThat(market.explained(dana).account()).isEmpty();
  }

  @Test
  void people_whose_records_were_merged_are_scored_as_one() {
    var dana = market.director("dana@halden.example").takes("Customer care | White paper | A", 0);
    var other = market.person("d.reyes@halden.example").takes("Customer care | White paper | B", 0);
    market.adds(new Fact.Person(head("contact-003A", "dana@halden.example", 0), Map.of("salesforce", "003A"), Map.of("x", "y")));
    market.adds(new Fact.Person(head("contact-003B", "d.reyes@halden.example", 0), Map.of("salesforce", "003B"), Map.of("x", "y")));
    Seen apart = market.after(days(1));
    market.adds(new Fact.Person(head("contact-003B", "salesforce:003B", days(1)), Map.of("salesforce", "003B"),
        Map.of(Fact.Person.DELETED, "true", Fact.Person.MERGED_INTO, "003A")));
    Seen seen = market.after(days(1));
    assertThat(seen.interest(other, CARE)).isGreaterThan(apart.interest(other, CARE) + 10).isGreaterThan(apart.interest(dana, CARE) + 10);
    assertThat(seen.people()).extracting(line -> line.text("person")).containsOnly("d.reyes@halden.example");
  }
}
