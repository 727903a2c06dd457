CREATE TABLE "shared_names" (
	"name" text NOT NULL,
	"account_id" text NOT NULL,
	CONSTRAINT "shared_names_name_account_id_pk" PRIMARY KEY("name","account_id")
);
--> statement-breakpoint
CREATE INDEX "shared_names_by_account" ON "shared_names" USING btree ("account_id");--> statement-breakpoint
INSERT INTO "shared_names" ("name", "account_id")
SELECT n."name", o."account_id" FROM (
  SELECT DISTINCT unnest("names") AS "name", "account_id" FROM "observations" WHERE "account_id" IS NOT NULL
  UNION SELECT 'email:' || lower("email"), "account_id" FROM "contacts"
) o JOIN "names" n ON n."name" = o."name" WHERE n."kind" = 'contact' AND n."account_id" <> o."account_id"
ON CONFLICT DO NOTHING;
