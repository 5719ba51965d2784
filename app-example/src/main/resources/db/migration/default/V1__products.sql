-- ${prefix} is database.default.prefix. What is written here runs on H2, MySQL and MariaDB.
CREATE TABLE ${prefix}products (
  id    BIGINT NOT NULL PRIMARY KEY,
  name  VARCHAR(100) NOT NULL,
  price DECIMAL(10, 2) NOT NULL
);

INSERT INTO ${prefix}products (id, name, price) VALUES
  (1, 'Espresso', 2.50),
  (2, 'Cappuccino', 3.80),
  (3, 'Panettone', 24.00);
