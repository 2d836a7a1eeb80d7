import { hash } from 'node:crypto';
import { jwtVerify, type JWTVerifyGetKey } from 'jose';
import { AppError, unauthenticated } from '#pkg/apperror';
import type { Clock, JsonObject } from '#internal/kernel';
import { identityFromClaims, type Identity } from '../domain/identity.ts';
import type { SignInJournal } from '../ports/sign-in-journal.ts';
import type { AccessTokenVerifier } from '../ports/token-verifiers.ts';

export interface AccessTokenExpectations {
  readonly issuer: string;
  /** Our name as a resource server. */
  readonly audience: string;
}

/** The longest life of a token that we believe, whatever its `exp` says; the realm issues five minutes. */
const MAX_TOKEN_AGE_SECONDS = 600;
/** A verified token is not verified again for so long (a verification costs 0.4 ms). Membership and tenant are asked about regardless. */
const REMEMBER_MS = 30_000;
const REMEMBER_ENTRIES = 10_000;

/** JWT access tokens (RFC 9068) with exactly the checks that jose leaves to its caller: see the forged tokens in the test. */
export class JoseAccessTokenVerifier implements AccessTokenVerifier {
  private readonly verified = new Map<string, { readonly identity: Identity; readonly until: number }>();
  private readonly keys: JWTVerifyGetKey;
  private readonly expected: AccessTokenExpectations;
  private readonly clock: Clock;
  private readonly journal: SignInJournal;

  constructor(deps: { keys: JWTVerifyGetKey; expected: AccessTokenExpectations; clock: Clock; journal: SignInJournal }) {
    ({ keys: this.keys, expected: this.expected, clock: this.clock, journal: this.journal } = deps);
  }

  async verify(token: string): Promise<Identity> {
    const now = this.clock.now();
    const digest = hash('sha256', token, 'base64url'); // a dump of the memory shall not be a bag of tokens
    const known = this.verified.get(digest);
    if (known && now.getTime() < known.until) return known.identity;

    const identity = await this.check(token, now);
    this.remember(digest, identity, now);
    return identity;
  }

  private async check(token: string, now: Date): Promise<Identity> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: ['ES256'],
        issuer: this.expected.issuer,
        audience: this.expected.audience,
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'sub', 'azp'],
        clockTolerance: 5,
        maxTokenAge: MAX_TOKEN_AGE_SECONDS,
        currentDate: now,
      });
      return identityFromClaims(payload as JsonObject); // jose parsed it from JSON
    } catch (error) {
      if (error instanceof AppError && error.code === 'unavailable') throw error;
      this.journal.refused('bad_token', {});
      throw unauthenticated();
    }
  }

  private remember(digest: string, identity: Identity, now: Date): void {
    this.verified.delete(digest);
    this.verified.set(digest, { identity, until: Math.min(now.getTime() + REMEMBER_MS, identity.expiresAt.getTime()) });
    const [oldest] = this.verified.keys();
    if (this.verified.size > REMEMBER_ENTRIES && oldest !== undefined) this.verified.delete(oldest);
  }
}
