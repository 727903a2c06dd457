CREATE TABLE "thread_lines" (
	"key" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"run_id" text NOT NULL,
	"text" text
);
--> statement-breakpoint
CREATE INDEX "thread_lines_by_run" ON "thread_lines" USING btree ("run_id","seq");