import { promisify } from 'node:util';
import { gunzip, gzip, gzipSync } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { AppError } from '#pkg/apperror';
import { payloadBytes, payloadFromBytes } from '#pkg/temporal';
import { asTenantId, type TenantId } from '#internal/kernel';
import type { Claim, PayloadClaims } from './payload-claims.ts';
import type { PayloadKeys } from './payload-keys.ts';
import { Seals, unsealSingle } from './sealed-bytes.ts';
import type { WorkflowOwners } from './workflow-owners.ts';

/** Values of the metadata field `encoding`. */
const SEALED = 'binary/orchestrix-sealed-2';
/** As it was written before; only read. */
const SEALED_SINGLY = 'binary/orchestrix-sealed';
const CLAIMED = 'binary/orchestrix-claim';
const TENANT = 'orchestrix-tenant';
const KEY_ID = 'orchestrix-key';
const COMPRESSION = 'orchestrix-compression';

const WORTH_COMPRESSING_BYTES = 1024;
const COMPRESSED_AT_ONCE_BYTES = 64 * 1024;
/** Sealed payloads above this are stored beside the history, which then holds a reference. */
export const CLAIM_ABOVE_BYTES = 128 * 1024;

/** What the SDK says of the workflow or activity that a payload belongs to. */
interface Belonging {
  readonly workflowId?: string;
}

/**
 * Encrypts what goes to Temporal under the key of its tenant, and stores what is large in our own database. Payloads that belong to no
 * workflow of a tenant pass as they are, and plain ones (histories from before) are read as they are. What is stored is committed before the
 * payload that refers to it leaves, so a crash may leave content without a reference but never the reverse.
 */
export class TenantPayloadCodec implements PayloadCodec {
  readonly #seals = new Seals();

  constructor(private readonly deps: { readonly keys: PayloadKeys; readonly owners: WorkflowOwners; readonly claims: PayloadClaims }) {}

  async encode(payloads: Payload[], context?: Belonging): Promise<Payload[]> {
    const { workflowId } = context ?? {};
    const owner = workflowId === undefined || payloads.length === 0 ? undefined : await this.deps.owners.find(workflowId);
    if (workflowId === undefined || !owner) return payloads;
    return Promise.all(payloads.map((payload) => this.#encoded(payload, owner, workflowId)));
  }

  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.#opened(payload)));
  }

  /** The tenant's payloads in plain; everybody else's, and what cannot be read any more, as they were. */
  async decodeFor(tenantId: TenantId, payloads: readonly Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map(async (payload) => {
      if (text(payload, TENANT) !== tenantId) return payload;
      try {
        return await this.#opened(payload);
      } catch (error) {
        if (error instanceof AppError && error.code !== 'unavailable') return payload;
        throw error;
      }
    }));
  }

  /** Payloads that a member of the tenant writes for one of its workflows. */
  async encodeFor(tenantId: TenantId, payloads: readonly Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.#sealed(payload, payloadBytes(payload), tenantId)));
  }

  async #encoded(payload: Payload, owner: TenantId, workflowId: string): Promise<Payload> {
    const bytes = payloadBytes(payload);
    const sealed = await this.#sealed(payload, bytes, owner);
    if ((sealed.data?.length ?? 0) <= CLAIM_ABOVE_BYTES) return sealed;
    const claim: Claim = { tenantId: owner, workflowId, name: this.deps.keys.contentName(owner, bytes) };
    await this.deps.claims.put(claim, payloadBytes(sealed));
    return { metadata: { encoding: Buffer.from(CLAIMED), [TENANT]: Buffer.from(owner) }, data: Buffer.from(JSON.stringify({ workflowId, name: claim.name })) };
  }

  async #sealed(payload: Payload, bytes: Uint8Array, owner: TenantId): Promise<Payload> {
    const encoding = text(payload, 'encoding');
    if (encoding === SEALED || encoding === SEALED_SINGLY || encoding === CLAIMED) return payload;
    const { keys } = this.deps;
    const dataKey = this.#dataKey(keys.currentId, owner);
    const packed = bytes.length < WORTH_COMPRESSING_BYTES ? bytes : await compressed(bytes);
    const compression = packed.length < bytes.length ? 'gzip' : 'none';
    const data = this.#seals.seal(dataKey, compression === 'gzip' ? packed : bytes, boundTo(owner, keys.currentId, compression));
    return {
      metadata: { encoding: Buffer.from(SEALED), [TENANT]: Buffer.from(owner), [KEY_ID]: Buffer.from(keys.currentId), [COMPRESSION]: Buffer.from(compression) },
      data,
    };
  }

  async #opened(payload: Payload): Promise<Payload> {
    const encoding = text(payload, 'encoding');
    if (encoding === CLAIMED) return this.#opened(await this.#claimed(payload));
    if (encoding !== SEALED && encoding !== SEALED_SINGLY) return payload;
    const [tenant, keyId, compression] = [TENANT, KEY_ID, COMPRESSION].map((field) => text(payload, field)) as [string, string, string];
    const owner = asTenantId(tenant);
    const unseal = encoding === SEALED ? this.#seals.unseal.bind(this.#seals) : unsealSingle;
    const packed = opened(() => unseal(this.#dataKey(keyId, owner), payload.data ?? new Uint8Array(), boundTo(owner, keyId, compression)));
    return payloadFromBytes(compression === 'gzip' ? await promisify(gunzip)(packed) : packed);
  }

  async #claimed(payload: Payload): Promise<Payload> {
    const { workflowId, name } = JSON.parse(Buffer.from(payload.data ?? []).toString()) as { readonly workflowId: string; readonly name: string };
    return payloadFromBytes(await this.deps.claims.get({ tenantId: asTenantId(text(payload, TENANT)), workflowId, name }));
  }

  #dataKey(keyId: string, owner: TenantId): Buffer {
    const key = this.deps.keys.dataKey(keyId, owner);
    if (!key) throw new AppError('invalid', `the payload key ${keyId} is not configured`);
    return key;
  }
}

const text = ({ metadata }: Payload, field: string): string => Buffer.from(metadata?.[field] ?? []).toString();

const boundTo = (owner: TenantId, keyId: string, compression: string): string => JSON.stringify([owner, keyId, compression]);

// Small ones at once: a round trip to a thread costs more than their compression.
const compressed = async (bytes: Uint8Array): Promise<Uint8Array> => (bytes.length <= COMPRESSED_AT_ONCE_BYTES ? gzipSync(bytes, { level: 1 }) : promisify(gzip)(bytes, { level: 1 }));

function opened(unseal: () => Buffer): Buffer {
  try {
    return unseal();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('invalid', 'a payload does not open with the key it names', { cause });
  }
}
