import type { FastifyError, FastifyInstance } from 'fastify';
import { notice, sendPage } from './page';
import { taskPages, type TaskPageDeps } from './task-routes';
import { unsubscribePages } from './unsubscribe-routes';
import type { Unsubscribe } from './unsubscribe';

export interface MailPagesDeps extends TaskPageDeps {
  /** Absent: there is no `/u`. */
  readonly unsubscribe?: Unsubscribe;
}

/** The pages behind the links in our mails, for people: `/t/<token>` answers a task, `/u/<token>` unsubscribes. */
export function mailPages(app: FastifyInstance, deps: MailPagesDeps): void {
  const { unsubscribe } = deps;
  app.register(
    async (scope) => {
      answerWithPages(scope);
      taskPages(scope, deps);
    },
    { prefix: '/t' },
  );
  if (!unsubscribe) return;
  app.register(
    async (scope) => {
      answerWithPages(scope);
      unsubscribePages(scope, { ...deps, unsubscribe });
    },
    { prefix: '/u' },
  );
}

/** People get errors as pages, not as JSON. */
function answerWithPages(scope: FastifyInstance): void {
  scope.setErrorHandler((error: FastifyError, request, reply) => {
    const status =
      error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 500;
    if (status < 500)
      return sendPage(
        reply,
        notice(status, 'This did not count', 'What was sent cannot be read. Open the link again from the mail.'),
      );
    request.log.error({ err: error }, 'a page failed');
    const number = `If it stays like this, tell whoever runs playmaker this number: ${request.id}.`;
    return sendPage(
      reply,
      notice(500, 'Something went wrong on our side', 'Please try again in a few minutes.', number),
    );
  });
}
