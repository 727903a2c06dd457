CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"tier" text NOT NULL,
	"renewal_on" date NOT NULL,
	"record" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"account_id" text NOT NULL,
	"contact_id" text NOT NULL,
	"position" smallint NOT NULL,
	"email" text NOT NULL,
	"seniority" text NOT NULL,
	"joined_at" timestamp with time zone,
	"record" jsonb NOT NULL,
	CONSTRAINT "contacts_account_id_contact_id_pk" PRIMARY KEY("account_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "contract_changes" (
	"key" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"change" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"document_id" text NOT NULL,
	"version" integer NOT NULL,
	"run_id" text NOT NULL,
	"account_id" text NOT NULL,
	"title" text NOT NULL,
	"data" jsonb NOT NULL,
	"files" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "documents_document_id_version_pk" PRIMARY KEY("document_id","version")
);
--> statement-breakpoint
CREATE TABLE "enrolments" (
	"key" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"contact_id" text NOT NULL,
	"programme" text NOT NULL,
	"run_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"key" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"kind" text NOT NULL,
	"account_id" text NOT NULL,
	"run_id" text,
	"contact_id" text,
	"what" text NOT NULL,
	"reason" text,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "marketing_leases" (
	"key" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"run_id" text NOT NULL,
	"reason" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"lifted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"uid" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"account_id" text NOT NULL,
	"title" text NOT NULL,
	"agenda" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"sequence" integer NOT NULL,
	"status" text NOT NULL,
	"organizer" text NOT NULL,
	"attendees" jsonb NOT NULL,
	"people" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"key" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone,
	"receipt" jsonb
);
--> statement-breakpoint
CREATE TABLE "people" (
	"email" text PRIMARY KEY NOT NULL,
	"record" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"run_id" text PRIMARY KEY NOT NULL,
	"play" text NOT NULL,
	"account_id" text NOT NULL,
	"state" text NOT NULL,
	"phase" text NOT NULL,
	"outcome" text,
	"reason" text,
	"requested_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"task_id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"account_id" text NOT NULL,
	"card" jsonb NOT NULL,
	"state" jsonb NOT NULL,
	"state_kind" text NOT NULL,
	"assignments" jsonb NOT NULL,
	"opened_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_by_name" ON "accounts" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "accounts_by_renewal" ON "accounts" USING btree ("renewal_on");--> statement-breakpoint
CREATE INDEX "contacts_by_email" ON "contacts" USING btree ("email");--> statement-breakpoint
CREATE INDEX "documents_by_account" ON "documents" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "documents_by_run" ON "documents" USING btree ("run_id","at");--> statement-breakpoint
CREATE INDEX "enrolments_by_account" ON "enrolments" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "ledger_by_account" ON "ledger" USING btree ("account_id","at","seq");--> statement-breakpoint
CREATE INDEX "ledger_by_run" ON "ledger" USING btree ("run_id","at","seq");--> statement-breakpoint
CREATE INDEX "ledger_by_kind" ON "ledger" USING btree ("kind","at","seq");--> statement-breakpoint
CREATE INDEX "marketing_leases_by_account" ON "marketing_leases" USING btree ("account_id","from_at");--> statement-breakpoint
CREATE INDEX "meetings_by_account" ON "meetings" USING btree ("account_id","starts_at");--> statement-breakpoint
CREATE INDEX "meetings_by_run" ON "meetings" USING btree ("run_id","starts_at");--> statement-breakpoint
CREATE INDEX "meetings_by_people" ON "meetings" USING gin ("people");--> statement-breakpoint
CREATE INDEX "runs_by_start" ON "runs" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "runs_by_account" ON "runs" USING btree ("account_id","started_at");--> statement-breakpoint
CREATE INDEX "runs_by_play" ON "runs" USING btree ("play","started_at");--> statement-breakpoint
CREATE INDEX "runs_by_state" ON "runs" USING btree ("state","started_at");--> statement-breakpoint
CREATE INDEX "tasks_by_run" ON "tasks" USING btree ("run_id","opened_at");--> statement-breakpoint
CREATE INDEX "tasks_by_account" ON "tasks" USING btree ("account_id","opened_at");--> statement-breakpoint
CREATE INDEX "tasks_by_state" ON "tasks" USING btree ("state_kind","opened_at");