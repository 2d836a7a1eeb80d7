import type { NewEvent } from '#internal/kernel';
import type { Membership } from '../domain/membership.ts';
import type { Tenant } from '../domain/tenant.ts';

// The tenant is the aggregate of all of them, so that its organization is there before its members come, and a person who is removed
// and invited again ends up invited. Addresses stay out where the row still holds them.

export const tenantCreated = ({ id, alias, name }: Tenant): NewEvent => ({ type: 'auth.tenant.created', aggregateId: id, data: { tenant_id: id, alias, name } });

export const tenantUpdated = ({ id, alias, name, enabled }: Tenant): NewEvent => ({
  type: 'auth.tenant.updated',
  aggregateId: id,
  data: { tenant_id: id, alias, name, enabled },
});

export const memberInvited = ({ id, tenantId, role }: Membership): NewEvent => ({
  type: 'auth.member.invited',
  aggregateId: tenantId,
  data: { member_id: id, role },
});

export const memberRemoved = ({ id, tenantId, email }: Membership): NewEvent => ({
  type: 'auth.member.removed',
  aggregateId: tenantId,
  data: { member_id: id, email },
});
