import { unauthenticated } from '#pkg/apperror';
import type { Clock } from '#internal/kernel';
import { isUsable } from '../domain/api-key.ts';
import { parseApiKeyToken } from '../domain/api-key-token.ts';
import { parseUuid } from '../domain/tenant.ts';
import type { ApiKeyLookup, KnownApiKey } from '../ports/api-key-lookup.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Refusal, SignInJournal } from '../ports/sign-in-journal.ts';
import type { Admission } from './admission.ts';
import { rememberBriefly } from './remember-briefly.ts';

/** Lets a machine in by its key. Throws `unauthenticated`, the same for every reason. */
export type AuthenticateApiKey = (token: string, requestedTenant: string | undefined) => Promise<Admission>;

/** A revocation, an expiry and a tenant that is switched off take effect within this time. */
export const KEY_MAX_AGE_MS = 2_000;

/** How exact `last_used_at` is. */
export const TOUCH_EVERY_MS = 60_000;

export function authenticateApiKey(deps: { lookup: ApiKeyLookup; secrets: Secrets; clock: Clock; journal: SignInJournal }): AuthenticateApiKey {
  const { lookup, secrets, clock, journal } = deps;
  const known = rememberBriefly<KnownApiKey | undefined>({ maxAgeMs: KEY_MAX_AGE_MS, maxEntries: 10_000, clock });
  const touched = rememberBriefly<void>({ maxAgeMs: TOUCH_EVERY_MS, maxEntries: 10_000, clock });

  return async (token, requestedTenant) => {
    const parsed = parseApiKeyToken(token);
    if (!parsed) throw refused('malformed');
    const { keyId } = parsed;
    const key = await known.get(keyId, () => lookup.byKeyId(keyId));
    if (!key) throw refused('unknown_key', keyId);
    if (!secrets.same(secrets.digest(token), key.digest)) throw refused('wrong_secret', keyId);
    if (!isUsable(key, clock.now())) throw refused('revoked_or_expired', keyId);
    if (!key.tenantEnabled || !names(requestedTenant, key)) throw refused('tenant_not_allowed', keyId);
    noteUse(key);
    return { tenantId: key.tenantId, subject: `api-key:${keyId}`, name: key.name, access: { kind: 'api_key', scopes: key.scopes } };
  };

  /** Out of band: the caller does not wait, and a failure only means that the next use is noted. */
  function noteUse(key: KnownApiKey): void {
    const now = clock.now();
    if (key.lastUsedAt && now.getTime() - key.lastUsedAt.getTime() < TOUCH_EVERY_MS) return;
    touched.get(key.keyId, () => lookup.touch(key, now)).catch(() => undefined);
  }

  function refused(refusal: Refusal, keyId?: string) {
    journal.refused(refusal, keyId === undefined ? {} : { keyId });
    return unauthenticated();
  }
}

const names = (requested: string | undefined, key: KnownApiKey): boolean =>
  requested === undefined || requested === key.tenantAlias || parseUuid(requested) === key.tenantId;
