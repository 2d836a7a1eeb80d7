import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, exportJWK, jwtVerify, SignJWT } from 'jose';
import { asTenantId, type Clock } from '#internal/kernel';
import { invalid, unauthenticated } from '#pkg/apperror';
import { TICKET_ACTIONS, TICKET_TOKEN_AUDIENCE, TICKET_TOKEN_TYPE, type TicketAction, type TicketGrant } from '../domain/ticket-token.ts';
import type { TicketId } from '../domain/ticket.ts';
import type { PublicKeySet, TicketTokens } from '../ports/ticket-tokens.ts';

/** DER of an Ed25519 private key in PKCS #8 (RFC 8410 section 7), up to the 32 bytes of the key itself. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const KEY_BYTES = 32;
const CLOCK_TOLERANCE = 5;

interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Tickets' tokens as JWT (RFC 7519) signed with EdDSA. The first key signs, all verify: to rotate, put a new one in front and drop the old one a quarter of an hour later. */
export class JoseTicketTokens implements TicketTokens {
  readonly #keys: ReadonlyMap<string, SigningKey>;
  readonly #current: SigningKey;
  readonly #issuer: string;
  readonly #clock: Clock;

  /** `keys` is `id:base64,id:base64`, newest first, each the 32 bytes of an Ed25519 private key. Throws `invalid` without repeating a key. */
  constructor({ keys, issuer, clock }: { readonly keys: string; readonly issuer: string; readonly clock: Clock }) {
    const parsed = keys.split(',').map((entry) => signingKeyOf(entry.trim()));
    this.#keys = new Map(parsed.map((key) => [key.id, key]));
    if (this.#keys.size < parsed.length) throw invalid('TICKET_SIGNING_KEYS', 'names a key id twice');
    this.#current = parsed[0] as SigningKey; // split answers at least one
    this.#issuer = issuer;
    this.#clock = clock;
  }

  sign({ tenantId, ticketId, agentId, actions, tokenId, issuedAt, expiresAt }: TicketGrant): Promise<string> {
    return new SignJWT({ tenant: tenantId, ticket: ticketId, actions: [...actions] })
      .setProtectedHeader({ alg: 'EdDSA', typ: TICKET_TOKEN_TYPE, kid: this.#current.id })
      .setIssuer(this.#issuer)
      .setAudience(TICKET_TOKEN_AUDIENCE)
      .setSubject(agentId)
      .setJti(tokenId)
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.#current.privateKey);
  }

  recognises(token: string): boolean {
    try {
      return decodeProtectedHeader(token).typ === TICKET_TOKEN_TYPE;
    } catch {
      return false;
    }
  }

  async verify(token: string): Promise<TicketGrant> {
    try {
      const { payload } = await jwtVerify(token, ({ kid = '' }) => this.#publicKey(kid), {
        algorithms: ['EdDSA'], typ: TICKET_TOKEN_TYPE, issuer: this.#issuer, audience: TICKET_TOKEN_AUDIENCE, currentDate: this.#clock.now(), clockTolerance: CLOCK_TOLERANCE,
        requiredClaims: ['sub', 'jti', 'iat', 'exp', 'tenant', 'ticket', 'actions'],
      });
      const { sub, jti, iat, exp, tenant, ticket, actions } = payload as Record<string, unknown>; // signed by us
      return {
        tenantId: asTenantId(tenant as string), ticketId: ticket as TicketId, agentId: sub as string, actions: (actions as TicketAction[]).filter((action) => TICKET_ACTIONS.includes(action)),
        tokenId: jti as string, issuedAt: new Date((iat as number) * 1000), expiresAt: new Date((exp as number) * 1000),
      };
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw unauthenticated('the ticket token has expired');
      if (error instanceof errors.JOSEError) throw unauthenticated('the ticket token was not issued here for tickets, or was changed');
      throw error;
    }
  }

  async publicKeys(): Promise<PublicKeySet> {
    const keys = [...this.#keys.values()].map(async ({ id, publicKey }) => {
      const { x } = await exportJWK(publicKey);
      return { kty: 'OKP', crv: 'Ed25519', x: x as string, kid: id, alg: 'EdDSA', use: 'sig' } as const;
    });
    return { keys: await Promise.all(keys) };
  }

  #publicKey(kid: string): KeyObject {
    const key = this.#keys.get(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key.publicKey;
  }
}

function signingKeyOf(entry: string): SigningKey {
  const [id = '', encoded = ''] = entry.split(/:(.*)/s);
  const seed = Buffer.from(encoded, 'base64');
  if (!/^[\w.-]{1,40}$/.test(id) || seed.length !== KEY_BYTES) throw invalid('TICKET_SIGNING_KEYS', `must be a list of id:key, each key ${KEY_BYTES} bytes in base64`);
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  return { id, privateKey, publicKey: createPublicKey(privateKey) };
}
