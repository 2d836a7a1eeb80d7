import { type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { AppError, invalid } from '#pkg/apperror';
import type { Clock } from '#internal/kernel';
import type { LogoutNotice } from '../ports/session-store.ts';
import type { LogoutTokenVerifier } from '../ports/token-verifiers.ts';

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const MAX_TOKEN_AGE_SECONDS = 300;

/** Logout tokens by OpenID Connect Back-Channel Logout 1.0, section 2.6; `jti` is checked by the session store, which outlives this process. */
export class JoseLogoutTokenVerifier implements LogoutTokenVerifier {
  constructor(private readonly deps: { keys: JWTVerifyGetKey; issuer: string; clientId: string; clock: Clock }) {}

  async verify(token: string): Promise<LogoutNotice> {
    const { keys, issuer, clientId, clock } = this.deps;
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['ES256'],
        issuer,
        audience: clientId,
        typ: 'logout+jwt',
        requiredClaims: ['iat', 'exp', 'jti', 'events'],
        clockTolerance: 5,
        maxTokenAge: MAX_TOKEN_AGE_SECONDS,
        currentDate: clock.now(),
      });
      return noticeIn(payload);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw refused();
    }
  }
}

const refused = (): AppError => invalid('logout_token', 'is not a valid logout token');

function noticeIn({ events, nonce, jti, sub, sid, exp }: JWTPayload): LogoutNotice {
  const event: unknown = typeof events === 'object' && events !== null ? (events as Record<string, unknown>)[LOGOUT_EVENT] : undefined;
  const about = typeof sub === 'string' || typeof sid === 'string';
  // A nonce would mean that somebody passes an ID token off as a logout token.
  if (typeof event !== 'object' || event === null || nonce !== undefined || !about || jti === undefined || exp === undefined) throw refused();
  return {
    tokenId: jti,
    ...(sub !== undefined && { subject: sub }),
    ...(typeof sid === 'string' && { providerSessionId: sid }),
    expiresAt: new Date(exp * 1000),
  };
}
