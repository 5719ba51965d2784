/**
 * A small shop: what a user of Lido writes.
 *
 * <p>Reading order: {@code conf/application.conf}; {@link example.ShopRoutes}; {@link
 * example.OrderController}, with {@code NewOrder}, {@code Order} and their SQL in {@code
 * OrderTables}; {@link example.ProductController}, with {@code Product} and {@code Products};
 * {@link example.HomeController}; {@link example.ShopCommands}, with {@code OrdersCount}.
 */
@NullMarked
package example;

import org.jspecify.annotations.NullMarked;
