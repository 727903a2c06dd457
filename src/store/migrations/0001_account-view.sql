CREATE TABLE "account_states" (
	"account_id" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"rules" text NOT NULL,
	"seq" bigint NOT NULL,
	"folded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coordination" (
	"account_id" text PRIMARY KEY NOT NULL,
	"remembered" jsonb NOT NULL,
	"saved_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"key" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"source" text NOT NULL,
	"id" text,
	"code" text NOT NULL,
	"reason" text NOT NULL,
	"raw" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"replayed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "health_days" (
	"account_id" text NOT NULL,
	"day" date NOT NULL,
	"score" integer NOT NULL,
	"confidence" real NOT NULL,
	"segment" text,
	"because" text NOT NULL,
	CONSTRAINT "health_days_account_id_day_pk" PRIMARY KEY("account_id","day")
);
--> statement-breakpoint
CREATE TABLE "names" (
	"name" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"kind" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "observations" (
	"key" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"source" text NOT NULL,
	"id" text NOT NULL,
	"account_id" text,
	"names" text[] NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outgoing" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"delivered_at" timestamp with time zone,
	"result" text
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"account_id" text PRIMARY KEY NOT NULL,
	"standing" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ALTER COLUMN "renewal_on" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "dead_letters_open" ON "dead_letters" USING btree ("replayed_at","seq");--> statement-breakpoint
CREATE INDEX "names_by_account" ON "names" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "observations_by_account" ON "observations" USING btree ("account_id","seq");--> statement-breakpoint
CREATE INDEX "observations_by_time" ON "observations" USING btree ("at");--> statement-breakpoint
CREATE INDEX "observations_waiting" ON "observations" USING gin ("names") WHERE account_id is null;--> statement-breakpoint
CREATE INDEX "outgoing_open" ON "outgoing" USING btree ("seq") WHERE delivered_at is null;--> statement-breakpoint
CREATE INDEX "outgoing_by_account" ON "outgoing" USING btree ("account_id","at");--> statement-breakpoint
INSERT INTO "observations" ("key", "source", "id", "account_id", "names", "type", "data", "at", "received_at")
SELECT 'playmaker:load/' || a.id || '/first', 'playmaker', 'load/' || a.id || '/first', a.id, '{}', 'account.loaded',
  jsonb_build_object('account', a.record || jsonb_build_object('contacts', coalesce(
    (SELECT jsonb_agg(c.record ORDER BY c.position) FROM "contacts" c WHERE c.account_id = a.id), '[]'::jsonb))),
  now(), now()
FROM "accounts" a;--> statement-breakpoint
INSERT INTO "names" ("name", "account_id", "kind")
SELECT 'email:' || c.email, min(c.account_id), 'contact' FROM "contacts" c GROUP BY c.email;
