import type { TenantId } from '#internal/kernel';

/** Which stored content a payload stands for. */
export interface Claim {
  readonly tenantId: TenantId;
  /** Of the workflow that the content belongs to: it is kept as long as that one's history. */
  readonly workflowId: string;
  /** Of the plain content, so that the same content is stored once. */
  readonly name: string;
}

/** Large payloads outside of histories (the claim check pattern). */
export interface PayloadClaims {
  /** Keeps the content; committed when this resolves. Content of the same claim is kept as it is. */
  put(claim: Claim, content: Uint8Array): Promise<void>;
  /** Throws `not_found`, also for the content of another tenant. */
  get(claim: Claim): Promise<Uint8Array>;
  /** The workflow has ended: its content is kept until then and no longer. */
  keepUntil(owner: Pick<Claim, 'tenantId' | 'workflowId'>, until: Date): Promise<void>;
}
