import { Counter, type Logger, type Registry } from '#pkg/observability';
import type { SignInJournal } from '../ports/sign-in-journal.ts';

/** `SignInJournal` as a counter by reason and a log line each. */
export function loggedSignInJournal({ logger, registry }: { logger: Logger; registry: Registry }): SignInJournal {
  const refusals = new Counter({
    name: 'orchestrix_auth_refusals_total',
    help: 'Credentials that were refused, by reason',
    labelNames: ['reason'],
    registers: [registry],
  });
  return {
    refused(reason, about) {
      refusals.inc({ reason });
      logger.info({ reason, ...about }, 'a credential was refused');
    },
  };
}
