import { unauthenticated } from '#pkg/apperror';
import type { Identity } from '../domain/identity.ts';
import type { AccessTokenVerifier } from '../ports/token-verifiers.ts';
import type { KeepSessionFresh } from './keep-session-fresh.ts';
import type { BrowserRequest, RecogniseBrowser, RecognisedBrowser } from './recognise-browser.ts';

/** Who sits before a browser with a running session. Throws as `RecogniseBrowser`, and `unavailable` when tokens have run out and the provider is down. */
export type AuthenticateSession = (request: BrowserRequest) => Promise<RecognisedBrowser & { readonly identity: Identity }>;

export function authenticateSession(deps: { recognise: RecogniseBrowser; keepFresh: KeepSessionFresh; verifier: AccessTokenVerifier }): AuthenticateSession {
  const { recognise, keepFresh, verifier } = deps;

  return async (request) => {
    const browser = await recognise(request);
    const { accessToken } = await keepFresh(browser.session);
    const identity = await verifier.verify(accessToken);
    if (identity.subject !== browser.session.subject) throw unauthenticated();
    return { ...browser, identity };
  };
}
