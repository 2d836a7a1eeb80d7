import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, type ExportedJWKSCache, jwksCache, type JWKSCacheInput, type JWTVerifyGetKey } from 'jose';
import { unavailable } from '#pkg/apperror';
import { keySetUrl, PROVIDER_TIMEOUT_MS, providerFetch, type ProviderAddress } from './provider-address.ts';

/** How keys are kept; the defaults are those of production, tests shorten them. */
export interface KeyCaching {
  /** After a fetch, an unknown key id does not cause another one for this long: forged ids must not make us hammer the provider. */
  readonly cooldownMs?: number;
  readonly maxAgeMs?: number;
}

const COOLDOWN_MS = 7_000;
const MAX_AGE_MS = 10 * 60_000;

/**
 * The provider's public keys. Fetched when first needed, again when they are ten minutes old or a token names an unknown key. When the
 * provider does not answer, the last good set serves on, and the provider is asked again only after the cooldown, so that an outage does
 * not cost every request a timeout. Throws `unavailable` when there never was a set.
 */
export function providerKeys(address: ProviderAddress, { cooldownMs = COOLDOWN_MS, maxAgeMs = MAX_AGE_MS }: KeyCaching = {}): JWTVerifyGetKey {
  const send = providerFetch(address);
  const cache: JWKSCacheInput = {};
  let askAgainAt = 0;

  const remote = createRemoteJWKSet(keySetUrl(address), {
    cooldownDuration: cooldownMs,
    cacheMaxAge: maxAgeMs,
    timeoutDuration: PROVIDER_TIMEOUT_MS,
    [jwksCache]: cache,
    [customFetch]: async (url, options) => {
      if (Date.now() < askAgainAt) throw new Error('the identity provider did not answer a moment ago');
      askAgainAt = Date.now() + cooldownMs;
      const response = await send(url, options);
      if (response.ok) askAgainAt = 0; // what follows a success is governed by the key set's own cooldown
      return response;
    },
  });

  let lastGood: { readonly fetchedAt: number; readonly find: JWTVerifyGetKey } | undefined;
  const lastGoodKeys = (): JWTVerifyGetKey | undefined => {
    if (!isFilled(cache)) return undefined;
    if (lastGood?.fetchedAt !== cache.uat) lastGood = { fetchedAt: cache.uat, find: createLocalJWKSet(cache.jwks) };
    return lastGood.find;
  };

  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      const find = lastGoodKeys();
      if (find) return find(header, token);
      throw unavailable('the identity provider does not answer', Math.ceil(cooldownMs / 1000), error);
    }
  };
}

const isFilled = (cache: JWKSCacheInput): cache is ExportedJWKSCache => 'uat' in cache;
