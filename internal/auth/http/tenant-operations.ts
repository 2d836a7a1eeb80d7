import { asTenantId } from '#internal/kernel';
import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import { tenantView } from '../service/auth-view.ts';
import type { CreateTenant } from '../service/create-tenant.ts';
import type { GetTenant, ListTenants } from '../service/read-tenants.ts';
import type { UpdateTenant } from '../service/update-tenant.ts';

type Handled = 'listTenants' | 'createTenant' | 'getTenant' | 'updateTenant';

export function tenantOperations(use: { listTenants: ListTenants; createTenant: CreateTenant; getTenant: GetTenant; updateTenant: UpdateTenant }): Pick<Operations, Handled> {
  return {
    async listTenants({ actor, query }) {
      const page = await use.listTenants(actor, pageRequest('listTenants', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listTenants', query, page, tenantView) };
    },
    async createTenant({ actor, body }) {
      const tenant = await use.createTenant(actor, body);
      return { status: 201, body: tenantView(tenant), etag: tenant.version, location: `/api/v1/tenants/${tenant.id}` };
    },
    async getTenant({ actor, path }) {
      const tenant = await use.getTenant(actor, asTenantId(path.tenantId));
      return { status: 200, body: tenantView(tenant), etag: tenant.version };
    },
    async updateTenant({ actor, path, body, ifMatch }) {
      const tenant = await use.updateTenant(actor, asTenantId(path.tenantId), body, ifMatch);
      return { status: 200, body: tenantView(tenant), etag: tenant.version };
    },
  };
}
