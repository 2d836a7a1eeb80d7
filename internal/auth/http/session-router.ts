import { parseCookie } from 'cookie';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { AppError, invalid, unauthenticated } from '#pkg/apperror';
import type { AcceptLogoutToken } from '../service/accept-logout-token.ts';
import type { AuthenticateSession } from '../service/authenticate-session.ts';
import type { BeginSignIn, RecallSignIn } from '../service/begin-sign-in.ts';
import type { CompleteSignIn } from '../service/complete-sign-in.ts';
import type { BrowserRequest, RecogniseBrowser } from '../service/recognise-browser.ts';
import type { SignOut } from '../service/sign-out.ts';
import { clearedCookie, SESSION_COOKIE, sessionCookie, SIGN_IN_COOKIE, signInCookie } from './auth-cookies.ts';

export interface SessionUseCases {
  readonly beginSignIn: BeginSignIn;
  readonly recallSignIn: RecallSignIn;
  readonly completeSignIn: CompleteSignIn;
  readonly recogniseBrowser: RecogniseBrowser;
  readonly authenticateSession: AuthenticateSession;
  readonly signOut: SignOut;
  readonly acceptLogoutToken: AcceptLogoutToken;
}

/**
 * The browser's half of sign-in, below `/auth`; redirects and cookies are no matter for the REST contract. Errors go to Express's error
 * handler as `AppError`. The tokens never reach the browser.
 */
export function sessionRouter(use: SessionUseCases, { publicUrl }: { readonly publicUrl: string }): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });

  router.get('/login', async ({ query }, response) => {
    const tenant = text(query.tenant);
    if (tenant !== undefined && !/^[a-z0-9-]{1,40}$/.test(tenant)) throw invalid('tenant', 'must be the alias of a tenant');
    const returnTo = text(query.return_to);
    const { url, sealed } = await use.beginSignIn({ ...(tenant !== undefined && { tenant }), ...(returnTo !== undefined && { returnTo }) });
    response.cookie(SIGN_IN_COOKIE, sealed, signInCookie).redirect(303, url.href);
  });

  router.get('/callback', async (request, response) => {
    const cookies = cookiesOf(request);
    response.clearCookie(SIGN_IN_COOKIE, clearedCookie); // an answer counts once, whatever comes of it
    const begun = use.recallSignIn(cookies[SIGN_IN_COOKIE]);
    if (!begun) throw unauthenticated('this sign-in took too long or was begun elsewhere: start again at /auth/login');
    const { cookie } = await use.completeSignIn(new URL(request.originalUrl, publicUrl), begun.pending, cookies[SESSION_COOKIE]);
    response.cookie(SESSION_COOKIE, cookie, sessionCookie).redirect(303, begun.returnTo);
  });

  router.get('/session', async (request, response) => {
    const { identity, session, csrfToken } = await use.authenticateSession(browserRequest(request));
    response.json({
      signed_in: true,
      subject: identity.subject,
      name: identity.name ?? null,
      email: identity.email ?? null,
      tenants: identity.tenants.map(({ tenantId, alias }) => ({ tenant_id: tenantId, alias })),
      csrf_token: csrfToken,
      expires_at: session.expiresAt.toISOString(),
    });
  });
  router.use('/session', signedOut);

  router.post('/logout', async (request, response) => {
    const { session } = await use.recogniseBrowser(browserRequest(request));
    const url = await use.signOut(session);
    response.clearCookie(SESSION_COOKIE, clearedCookie).json({ logout_url: url?.href ?? null });
  });

  router.post('/backchannel-logout', express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 10 }), async ({ body }: Request, response) => {
    const token = text((body as Record<string, unknown> | undefined)?.logout_token);
    try {
      if (token === undefined) throw invalid('logout_token', 'is required');
      await use.acceptLogoutToken(token);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      // The answers are those of OpenID Connect Back-Channel Logout 1.0, section 2.8.
      response.status(400).json({ error: 'invalid_request', error_description: error.message });
      return;
    }
    response.status(200).end();
  });
  return router;
}

/** Not being signed in is an answer and no error to a page that asks whether it is. */
function signedOut(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof AppError && error.code === 'unauthenticated') response.json({ signed_in: false });
  else next(error);
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const cookiesOf = ({ headers }: Request) => parseCookie(headers.cookie ?? '');

function browserRequest(request: Request): BrowserRequest {
  const cookie = cookiesOf(request)[SESSION_COOKIE];
  if (!cookie) throw unauthenticated();
  return {
    cookie,
    method: request.method,
    origin: request.get('origin'),
    secFetchSite: request.get('sec-fetch-site'),
    csrfToken: request.get('x-csrf-token'),
  };
}
