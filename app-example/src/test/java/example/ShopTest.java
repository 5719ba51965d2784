package example;

import java.util.UUID;

/** The shop as {@code conf/application.conf} runs it, on H2. */
final class ShopTest extends ShopContract {

  @Override
  Shop start() throws Exception {
    var id = UUID.randomUUID();
    return Shop.start(
        "application.conf",
        """
        database {
          default { name = "mem:shop-%s", pool.acquire-timeout = 1m }
          orders { name = "mem:orders-%s", pool.acquire-timeout = 1m }
        }
        """
            .formatted(id, id));
  }
}
