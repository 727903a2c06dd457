CREATE TABLE "merges" (
	"from_id" text PRIMARY KEY NOT NULL,
	"into_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"same" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "merges_by_account" ON "merges" USING btree ("into_id");