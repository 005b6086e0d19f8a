-- One order, as store_commit_bench does it: conditional update of the stock, order row, outbox row, in one transaction.
\set sku random(1, :skus)
BEGIN;
UPDATE stock SET available = available - 1, reserved = reserved + 1, version = version + 1 WHERE sku = :sku AND available >= 1;
INSERT INTO orders (id, body) VALUES (gen_random_uuid(), repeat('o', 400));
INSERT INTO outbox (shard, body) VALUES (floor(random() * 16), repeat('e', 150));
COMMIT;
