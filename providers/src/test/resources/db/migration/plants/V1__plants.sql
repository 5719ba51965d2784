CREATE TABLE ${prefix}plants (name VARCHAR(20) NOT NULL PRIMARY KEY);
INSERT INTO ${prefix}plants (name) VALUES ('oak');
