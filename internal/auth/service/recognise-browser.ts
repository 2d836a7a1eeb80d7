import { forbidden, unauthenticated } from '#pkg/apperror';
import type { Clock } from '#internal/kernel';
import { comesFromOurPages, isSafeMethod, type RequestProvenance } from '../domain/csrf.ts';
import type { Session } from '../domain/session.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { SignInJournal } from '../ports/sign-in-journal.ts';

export interface BrowserRequest extends RequestProvenance {
  /** Value of the session cookie. */
  readonly cookie: string;
  /** `X-CSRF-Token`; asked for on unsafe methods. */
  readonly csrfToken?: string | undefined;
}

export interface RecognisedBrowser {
  readonly session: Session;
  /** What a page of ours has to send back on unsafe methods; only somebody who may read our answers knows it. */
  readonly csrfToken: string;
}

/** Throws `unauthenticated` without a running session and `forbidden` for a request that another site made the browser send. Does not ask the provider. */
export type RecogniseBrowser = (request: BrowserRequest) => Promise<RecognisedBrowser>;

export function recogniseBrowser(deps: {
  store: SessionStore;
  secrets: Secrets;
  clock: Clock;
  journal: SignInJournal;
  /** Origins of our own pages: `https://orchestrix.example`. */
  origins: readonly string[];
}): RecogniseBrowser {
  const { store, secrets, clock, journal, origins } = deps;

  return async (request) => {
    const session = await store.find(secrets.digest(request.cookie), clock.now());
    if (!session) {
      journal.refused('no_session', {});
      throw unauthenticated();
    }
    const csrfToken = secrets.mark('csrf', request.cookie);
    const sentBack = isSafeMethod(request.method) || secrets.same(request.csrfToken ?? '', csrfToken);
    if (!sentBack || !comesFromOurPages(request, origins)) {
      journal.refused('cross_site', { subject: session.subject });
      throw forbidden('this request does not come from a page of ours');
    }
    return { session, csrfToken };
  };
}
