package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import lido.pool.DatabasePool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the shop promises over HTTP, whatever database is behind it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ShopContract {

  private Shop shop;

  /** Starts a shop whose databases nobody has used before. */
  abstract Shop start() throws Exception;

  Shop shop() {
    return shop;
  }

  @BeforeEach
  void open() throws Exception {
    shop = start();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void the_home_page_says_who_answers() throws Exception {
    var first = shop.get("/");
    var second = shop.get("/");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).isEqualTo("{\"name\":\"shop\",\"version\":\"0.1.0\",\"worker\":0}");
    assertThat(second.body()).isEqualTo("{\"name\":\"shop\",\"version\":\"0.1.0\",\"worker\":1}");
  }

  @Test
  void the_page_comes_with_its_style_and_script() throws Exception {
    var page = shop.get("/page/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body()).contains("shop.css", "shop.js");
    assertThat(shop.get("/page/shop.css").statusCode()).isEqualTo(200);
    assertThat(shop.get("/page/shop.js").body()).contains("/products");
    assertThat(shop.get("/page").statusCode()).isEqualTo(308);
  }

  @Test
  void the_catalogue_lists_all_products() throws Exception {
    var response = shop.get("/products");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            """
            [{"id":1,"name":"Espresso","price":2.50},\
            {"id":2,"name":"Cappuccino","price":3.80},\
            {"id":3,"name":"Panettone","price":24.00}]\
            """);
  }

  @Test
  void a_product_is_found_by_its_id() throws Exception {
    assertThat(shop.get("/products/2").body())
        .isEqualTo("{\"id\":2,\"name\":\"Cappuccino\",\"price\":3.80}");
  }

  @Test
  void a_product_that_is_not_there_is_a_404() throws Exception {
    var response = shop.get("/products/999");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(response.body()).contains("\"detail\":\"no product 999\"");
  }

  @Test
  void an_id_that_is_no_number_is_a_400() throws Exception {
    assertThat(shop.get("/products/espresso").statusCode()).isEqualTo(400);
  }

  @Test
  void an_order_can_be_read_where_it_was_created() throws Exception {
    var created =
        shop.post(
            "/orders",
            """
            {"customer": "Ada", "lines": [{"product": 3, "quantity": 1}, {"product": 1, "quantity": 2}]}
            """);
    var read = shop.get(created.headers().firstValue("location").orElseThrow());

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body())
        .isEqualTo(created.body())
        .endsWith(
            """
            "customer":"Ada","total":29.00,"lines":[\
            {"product":1,"quantity":2,"price":2.50},{"product":3,"quantity":1,"price":24.00}]}\
            """);
  }

  @Test
  void a_bad_order_is_a_400_that_says_why() throws Exception {
    var noLines = shop.post("/orders", "{\"customer\": \"Ada\", \"lines\": []}");
    var noQuantity =
        shop.post(
            "/orders", "{\"customer\": \"Ada\", \"lines\": [{\"product\": 1, \"quantity\": 0}]}");
    var noProduct =
        shop.post(
            "/orders", "{\"customer\": \"Ada\", \"lines\": [{\"product\": 9, \"quantity\": 1}]}");
    var noJson = shop.post("/orders", "{");

    assertThat(noLines.statusCode()).isEqualTo(400);
    assertThat(noLines.body()).contains("lines are missing");
    assertThat(noQuantity.statusCode()).isEqualTo(400);
    assertThat(noQuantity.body()).contains("quantity must be from 1 to 1000");
    assertThat(noProduct.statusCode()).isEqualTo(400);
    assertThat(noProduct.body()).contains("no product 9");
    assertThat(noJson.statusCode()).isEqualTo(400);
  }

  @Test
  void an_order_for_more_than_there_is_takes_nothing_at_all() throws Exception {
    var tooMuch =
        shop.post(
            "/orders",
            """
            {"customer": "Ada", "lines": [{"product": 1, "quantity": 1000}, {"product": 3, "quantity": 6}]}
            """);
    var allOfOne =
        shop.post(
            "/orders",
            """
            {"customer": "Ada", "lines": [{"product": 1, "quantity": 1000}]}
            """);

    assertThat(tooMuch.statusCode()).isEqualTo(409);
    assertThat(tooMuch.body()).contains("not enough of product 3");
    assertThat(allOfOne.statusCode()).isEqualTo(201);
  }

  @Test
  void the_last_piece_is_sold_once() throws Exception {
    var orders =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            status(
                                "{\"customer\": \"Ada\", \"lines\": [{\"product\": 3, \"quantity\":"
                                    + " 1}]}")))
            .toList();

    var statuses = orders.stream().map(CompletableFuture::join).toList();

    assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
    assertThat(statuses).filteredOn(status -> status != 201).containsOnly(409);
  }

  private int status(String order) {
    try {
      return shop.post("/orders", order).statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_forgotten_connection_goes_back_and_the_log_names_the_place() throws Exception {
    try (var logged = Logged.by("lido.pool")) {
      for (int i = 0; i < 20; i++) {
        assertThat(shop.get("/forgetful").statusCode()).isEqualTo(200);
      }
      // The answer may be here before the scope has ended; the stop waits for that.
      shop.close();

      assertThat(logged.warnings())
          .hasSize(20)
          .allSatisfy(
              event -> {
                assertThat(event.getFormattedMessage())
                    .contains("database.orders", "GET /forgetful", "HomeController.java:");
                assertThat(event.getMDCPropertyMap()).containsKeys("worker", "request", "database");
              });
    }
  }

  @Test
  void every_worker_has_its_own_connections_open_before_the_first_request() {
    for (var worker : shop.application().workers()) {
      var pool = worker.injector().getInstance(DatabasePool.class);

      assertThat(pool.database("default").stats().idle()).isEqualTo(2);
      assertThat(pool.database("orders").stats().idle()).isEqualTo(2);
    }
  }
}
