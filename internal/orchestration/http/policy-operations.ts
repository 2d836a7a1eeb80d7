import type { OperationInput, Operations } from '#internal/platform/http';
import { invalid } from '#pkg/apperror';
import type { RegoPolicy } from '../domain/rego-policy.ts';
import type { DeletePolicy } from '../service/delete-policy.ts';
import type { PolicySource, PutPolicy } from '../service/put-policy.ts';
import type { GetPolicy, ListPolicies } from '../service/read-policies.ts';
import type { TryPolicy } from '../service/try-policy.ts';

interface Use {
  readonly listPolicies: ListPolicies;
  readonly getPolicy: GetPolicy;
  readonly putPolicy: PutPolicy;
  readonly deletePolicy: DeletePolicy;
  readonly tryPolicy: TryPolicy;
}

export function policyOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async listPolicies({ actor }) {
      return { status: 200, body: { items: (await use.listPolicies(actor)).map(toSummaryJson) } };
    },

    async getPolicy({ actor, path }) {
      const policy = await use.getPolicy(actor, path.policyName);
      return { status: 200, body: { ...toSummaryJson(policy), rego: policy.rego ?? null }, etag: policy.version };
    },

    async putPolicy({ actor, path, body }) {
      const source = sourceOf(body);
      if (!source) throw invalid('', 'send `rego` or `bundle`');
      const policy = await use.putPolicy(actor, path.policyName, source);
      return { status: 200, body: { ...toSummaryJson(policy), rego: policy.rego ?? null }, etag: policy.version };
    },

    async deletePolicy({ actor, path }) {
      await use.deletePolicy(actor, path.policyName);
      return { status: 204 };
    },

    async tryPolicy({ actor, body }) {
      const source = sourceOf(body);
      const denials = await use.tryPolicy(actor, { input: body.input, ...(source && { source }), ...(body.policy !== undefined && { name: body.policy }) });
      return { status: 200, body: { allowed: denials.length === 0, deny: denials.map(({ policy, reason }) => ({ policy, reason })) } };
    },
  };
}

/** Throws `invalid` for both at once. */
function sourceOf({ rego, bundle }: Pick<OperationInput<'putPolicy'>['body'], 'rego' | 'bundle'>): PolicySource | undefined {
  if (rego !== undefined && bundle !== undefined) throw invalid('/bundle', 'cannot be sent together with `rego`');
  if (rego !== undefined) return { rego };
  return bundle === undefined ? undefined : { bundle: Buffer.from(bundle, 'base64') };
}

const toSummaryJson = ({ name, wasmSha256, createdAt, updatedAt, updatedBy, version }: RegoPolicy) => ({
  name,
  wasm_sha256: wasmSha256,
  created_at: createdAt.toISOString(),
  updated_at: updatedAt.toISOString(),
  updated_by: updatedBy,
  version,
});
