import { LRUCache } from 'lru-cache';
import { unavailable } from '#pkg/apperror';
import { type EgressClient, EgressError, PUBLIC_HTTPS_ONLY } from '#pkg/egress';
import type { SnsGateway } from '../ports/sns-gateway.ts';

const TIMEOUT_MS = 5000;
const CERTIFICATE_MS = 24 * 60 * 60_000;

/** SNS over the guarded client: https to public addresses, no redirects. Certificates are kept for a day. */
export function snsOverHttps(client: EgressClient): SnsGateway {
  const certificates = new LRUCache<string, string>({ max: 100, ttl: CERTIFICATE_MS });
  const get = async (url: string): Promise<string> => {
    try {
      const { status, body } = await client.send({ method: 'GET', url, timeoutMs: TIMEOUT_MS }, PUBLIC_HTTPS_ONLY);
      if (status !== 200) throw unavailable(`Amazon SNS answered ${status}`);
      return body;
    } catch (error) {
      throw error instanceof EgressError ? unavailable('Amazon SNS does not answer', 5, error) : error;
    }
  };
  return {
    async certificate(url) {
      const known = certificates.get(url);
      if (known !== undefined) return known;
      const fetched = await get(url);
      certificates.set(url, fetched);
      return fetched;
    },
    confirm: async (url) => void (await get(url)),
  };
}
