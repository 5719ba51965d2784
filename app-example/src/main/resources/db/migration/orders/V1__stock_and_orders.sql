-- Stock stands beside the orders, so that one transaction on one database takes both.
CREATE TABLE ${prefix}stock (
  product_id BIGINT NOT NULL PRIMARY KEY,
  quantity   INT NOT NULL
);

CREATE TABLE ${prefix}orders (
  id       BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer VARCHAR(100) NOT NULL,
  total    DECIMAL(12, 2) NOT NULL
);

CREATE TABLE ${prefix}order_lines (
  order_id   BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  quantity   INT NOT NULL,
  price      DECIMAL(10, 2) NOT NULL,
  PRIMARY KEY (order_id, product_id),
  FOREIGN KEY (order_id) REFERENCES ${prefix}orders (id)
);

INSERT INTO ${prefix}stock (product_id, quantity) VALUES (1, 1000), (2, 1000), (3, 5);
