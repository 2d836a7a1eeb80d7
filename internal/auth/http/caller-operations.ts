import type { Operations } from '#internal/platform/http';
import { PERMISSIONS } from '../domain/permissions.ts';
import type { DescribeCaller } from '../service/describe-caller.ts';

export function callerOperations(use: { describeCaller: DescribeCaller }): Pick<Operations, 'whoAmI'> {
  return {
    async whoAmI({ actor, principal }) {
      const { tenant, role } = await use.describeCaller(actor);
      const body = {
        subject: actor.subject,
        name: actor.name ?? null,
        kind: principal.kind,
        tenant: tenant ? { id: tenant.id, alias: tenant.alias, name: tenant.name } : null,
        role: role ?? null,
        permissions: Object.keys(PERMISSIONS).filter((permission) => principal.may(permission)),
      };
      return { status: 200, body };
    },
  };
}
