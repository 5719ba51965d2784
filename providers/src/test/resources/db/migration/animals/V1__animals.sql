CREATE TABLE ${prefix}animals (name VARCHAR(20) NOT NULL PRIMARY KEY);
INSERT INTO ${prefix}animals (name) VALUES ('cat'), ('dog');
