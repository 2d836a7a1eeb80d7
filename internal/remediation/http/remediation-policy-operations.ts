import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { PolicyId } from '../domain/remediation-policy.ts';
import type { CreateRemediationPolicy } from '../service/create-remediation-policy.ts';
import type { DeleteRemediationPolicy } from '../service/delete-remediation-policy.ts';
import type { GetRemediationPolicy, ListRemediationPolicies } from '../service/read-remediation-policies.ts';
import type { UpdateRemediationPolicy } from '../service/update-remediation-policy.ts';
import { keepsSecret, toPolicyJson, toTerms } from './policy-json.ts';

interface Use {
  readonly listRemediationPolicies: ListRemediationPolicies;
  readonly createRemediationPolicy: CreateRemediationPolicy;
  readonly getRemediationPolicy: GetRemediationPolicy;
  readonly updateRemediationPolicy: UpdateRemediationPolicy;
  readonly deleteRemediationPolicy: DeleteRemediationPolicy;
}

export function remediationPolicyOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async listRemediationPolicies({ actor, query }) {
      const filter = query.enabled === undefined ? {} : { enabled: query.enabled };
      const page = await use.listRemediationPolicies(actor, filter, pageRequest('listRemediationPolicies', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listRemediationPolicies', query, page, toPolicyJson) };
    },

    async createRemediationPolicy({ actor, body }) {
      const policy = await use.createRemediationPolicy(actor, toTerms(body));
      return { status: 201, body: toPolicyJson(policy), etag: policy.version, location: `/api/v1/remediation-policies/${policy.id}` };
    },

    async getRemediationPolicy({ actor, path }) {
      const policy = await use.getRemediationPolicy(actor, path.policyId as PolicyId);
      return { status: 200, body: toPolicyJson(policy), etag: policy.version };
    },

    async updateRemediationPolicy({ actor, path, body, ifMatch }) {
      const policy = await use.updateRemediationPolicy(actor, path.policyId as PolicyId, { terms: toTerms(body), keepSecret: keepsSecret(body), ifMatch });
      return { status: 200, body: toPolicyJson(policy), etag: policy.version };
    },

    async deleteRemediationPolicy({ actor, path, ifMatch }) {
      await use.deleteRemediationPolicy(actor, path.policyId as PolicyId, ifMatch);
      return { status: 204 };
    },
  };
}
