import type { CookieOptions } from 'express';
import { SESSION_HOURS } from '../domain/session.ts';
import { SIGN_IN_MINUTES } from '../service/begin-sign-in.ts';

/** The random value that finds the session. */
export const SESSION_COOKIE = '__Host-orx_session';

/** State, nonce and PKCE verifier of a sign-in that is under way, sealed. */
export const SIGN_IN_COOKIE = '__Host-orx_sign_in';

// The prefix `__Host-` makes browsers insist on Secure, on the path / and on no Domain: no other host can plant or read it
// (RFC 6265bis section 4.1.3.2). Browsers count http://localhost as secure. Lax, because the provider's answer is a cross-site navigation.
const hostOnly: CookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' };

export const sessionCookie: CookieOptions = { ...hostOnly, maxAge: SESSION_HOURS * 3_600_000 };
export const signInCookie: CookieOptions = { ...hostOnly, maxAge: SIGN_IN_MINUTES * 60_000 };
export const clearedCookie: CookieOptions = hostOnly;
