import { hkdfSync } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { asTenantId } from '#internal/kernel';
import type { NotificationDeliveryId } from '../domain/notification-delivery.ts';
import type { AckTokens } from '../ports/ack-tokens.ts';

const AUDIENCE = 'acknowledge';
const ALGORITHM = 'HS256';

/**
 * JSON Web Tokens under keys that are derived (HKDF, RFC 5869) from those of tenants' secrets: what signs links can decrypt nothing, and no key more has to be kept. The first key signs, all of
 * them verify. Keys: `id:base64,id:base64`, as the configuration has checked them.
 */
export function joseAckTokens(keys: string): AckTokens {
  const derived = keys.split(',').map((entry) => {
    const text = entry.trim();
    const colon = text.indexOf(':');
    return [text.slice(0, colon), new Uint8Array(hkdfSync('sha256', Buffer.from(text.slice(colon + 1), 'base64'), '', 'orchestrix acknowledge links', 32))] as const;
  });
  const byId = new Map(derived);
  const [[kid, signing] = ['', new Uint8Array()]] = derived;
  return {
    sign: ({ tenantId, deliveryId }, expiresAt) =>
      new SignJWT({ t: tenantId }).setProtectedHeader({ alg: ALGORITHM, kid }).setSubject(deliveryId).setAudience(AUDIENCE).setExpirationTime(Math.floor(expiresAt.getTime() / 1000)).sign(signing),

    async verify(token, now) {
      try {
        const keyOf = ({ kid: named = '' }: { readonly kid?: string }) => {
          const key = byId.get(named);
          if (!key) throw new errors.JOSEError('no such key');
          return key;
        };
        const { payload } = await jwtVerify(token, keyOf, { algorithms: [ALGORITHM], audience: AUDIENCE, currentDate: now, requiredClaims: ['exp', 'sub', 't'] });
        return { tenantId: asTenantId(payload['t'] as string), deliveryId: payload.sub as NotificationDeliveryId };
      } catch (error) {
        if ((error as { readonly code?: unknown }).code === errors.JWTExpired.code) return 'expired';
        return undefined; // whatever is wrong with it, we have not signed it
      }
    },
  };
}
