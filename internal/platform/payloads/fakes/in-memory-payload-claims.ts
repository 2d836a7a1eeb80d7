import { notFound } from '#pkg/apperror';
import type { Claim, PayloadClaims } from '../payload-claims.ts';

/** Claims in memory. */
export class InMemoryPayloadClaims implements PayloadClaims {
  readonly contents = new Map<string, Uint8Array>();

  async put(claim: Claim, content: Uint8Array): Promise<void> {
    if (!this.contents.has(keyOf(claim))) this.contents.set(keyOf(claim), content);
  }

  async get(claim: Claim): Promise<Uint8Array> {
    const content = this.contents.get(keyOf(claim));
    if (!content) throw notFound('payload', claim.name);
    return content;
  }

  async keepUntil(): Promise<void> {
    // Nothing expires here.
  }
}

const keyOf = ({ tenantId, workflowId, name }: Claim): string => JSON.stringify([tenantId, workflowId, name]);
