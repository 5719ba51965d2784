/**
 * A small shop: what a user of Lido writes.
 *
 * <p>Reading order: {@code conf/application.conf}, {@link example.ShopRoutes}, {@link
 * example.OrderController}, {@link example.ProductController}, {@link example.HomeController},
 * {@link example.ShopCommands}.
 */
@NullMarked
package example;

import org.jspecify.annotations.NullMarked;
