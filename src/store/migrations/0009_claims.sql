CREATE TABLE "claims" (
	"name" text NOT NULL,
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"rank" integer NOT NULL,
	CONSTRAINT "claims_name_account_id_pk" PRIMARY KEY("name","account_id")
);
--> statement-breakpoint
INSERT INTO "claims" ("name", "account_id", "kind", "rank")
SELECT "name", "account_id", CASE WHEN "kind" = 'account' THEN 'record' ELSE "kind" END, 0
FROM "names" WHERE "kind" <> 'account' OR "name" ~ '^[^:]+:(deal|ticket|opportunity|case):'
UNION SELECT "name", "account_id", 'contact', 0 FROM "shared_names";
--> statement-breakpoint
DELETE FROM "names" n USING "claims" c WHERE c."name" = n."name";--> statement-breakpoint
DROP TABLE "shared_names" CASCADE;--> statement-breakpoint
DROP INDEX "observations_waiting";--> statement-breakpoint
ALTER TABLE "account_states" ADD COLUMN "lost" bigint;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "clues" text[];--> statement-breakpoint
UPDATE "observations" SET "clues" =
  array(SELECT n FROM unnest("names") n WHERE n NOT LIKE 'playmaker:%') ||
  array(SELECT '@' || regexp_replace(split_part(n, '@', 2), '^(www\.)+', '') FROM unnest("names") n WHERE n LIKE 'email:%@%')
WHERE "account_id" IS NULL;--> statement-breakpoint
CREATE INDEX "claims_by_account" ON "claims" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "observations_by_clue" ON "observations" USING gin ("clues") WHERE clues is not null;--> statement-breakpoint
CREATE INDEX "observations_waiting" ON "observations" USING btree ("seq") WHERE account_id is null;--> statement-breakpoint
ALTER TABLE "names" DROP COLUMN "kind";
