CREATE TABEL broken (name VARCHAR(20));
