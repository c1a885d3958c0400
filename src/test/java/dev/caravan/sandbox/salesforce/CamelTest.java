package dev.caravan.sandbox.salesforce;

import static dev.caravan.sandbox.salesforce.Client.DANA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class CamelTest extends OrgTest {

  private static SalesforceComponent component(String base) {
    var component = new SalesforceComponent();
    component.setLoginUrl(base);
    component.setClientId(SalesforceStandIn.CLIENT_ID);
    component.setClientSecret(SalesforceStandIn.CLIENT_SECRET);
    component.setAuthenticationType(AuthenticationType.CLIENT_CREDENTIALS);
    var config = new SalesforceEndpointConfig();
    config.setApiVersion("66.0");
    component.setConfig(config);
    return component;
  }

  private static Map<String, Object> lead(String id, String rating) {
    var lead = new LinkedHashMap<String, Object>();
    lead.put("attributes", Map.of("type", "Lead"));
    lead.put("Id", id);
    lead.put("Caravan_Rating__c", rating);
    return lead;
  }

  @Test
  void the_real_camel_component_logs_in_queries_and_upserts_maps() throws Exception {
    try (var camel = new DefaultCamelContext()) {
      camel.addComponent("salesforce", component(org.base().toString()));
      camel.start();
      ProducerTemplate send = camel.createProducerTemplate();

      String soql = "SELECT Id, Owner.Name FROM Lead WHERE IsConverted = false";
      var found = send.requestBodyAndHeader(
          "salesforce:query?rawPayload=true", "", SalesforceEndpointConfig.SOBJECT_QUERY, soql, InputStream.class);
      assertThat(new String(found.readAllBytes(), StandardCharsets.UTF_8)).contains(DANA).contains("Bo Rep");

      var results = (List<?>) send.requestBodyAndHeader(
          "salesforce:compositeUpsertSObjectCollections?sObjectName=Lead&sObjectIdName=Id",
          List.of(lead(DANA, "A"), lead("00Q2", "B")), "Sforce-Auto-Assign", "FALSE");
      assertThat(results).hasSize(2);
      assertThat(((UpsertSObjectResult) results.get(0)).getSuccess()).isTrue();
      assertThat(((UpsertSObjectResult) results.get(1)).getErrors()).singleElement()
          .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD"));
      assertThat(org.record("Lead", DANA)).containsEntry("Caravan_Rating__c", "A").containsEntry("OwnerId", "005B");

      org.expireTokens();
      send.requestBodyAndHeader(
          "salesforce:query?rawPayload=true", "", SalesforceEndpointConfig.SOBJECT_QUERY, soql, InputStream.class);
      assertThat(org.logins()).isGreaterThanOrEqualTo(3);
    }
  }
}
