import type { Role } from '#internal/kernel';
import { includesRole } from './role.ts';

/** What a permission asks of a person: a role in the tenant, the realm's platform administration, or only to be signed in. */
export type Requirement = Role | 'platform-admin' | 'signed-in';

/** Every permission an operation can declare in `x-permission`, with the weakest role that has it. */
export const PERMISSIONS = {
  'alerts:read': 'viewer',
  'alerts:write': 'responder',
  'alert-rules:read': 'viewer',
  'alert-rules:write': 'operator',
  'silences:read': 'viewer',
  'silences:write': 'responder',
  'routing:read': 'viewer',
  'routing:write': 'operator',
  'metrics:read': 'viewer',
  'metrics:write': 'operator',
  'metrics:admin': 'admin',
  'integrations:read': 'operator',
  'integrations:write': 'operator',
  'workflows:read': 'viewer',
  'workflows:write': 'operator',
  'workflows:execute': 'operator',
  'executions:read': 'viewer',
  'executions:cancel': 'operator',
  'executions:control': 'operator',
  'approvals:read': 'viewer',
  'approvals:decide': 'operator',
  'events:read': 'viewer',
  'events:write': 'responder',
  'secrets:read': 'operator',
  'secrets:write': 'admin',
  'payloads:read': 'admin',
  'tickets:read': 'viewer',
  'tickets:write': 'operator',
  'tickets:work': 'operator',
  'webhooks:read': 'operator',
  'webhooks:write': 'operator',
  'receivers:read': 'viewer',
  'receivers:write': 'operator',
  'notifications:read': 'viewer',
  'notifications:write': 'operator',
  'contacts:read': 'viewer',
  'contacts:write': 'viewer',
  'plans:read': 'viewer',
  'plans:write': 'operator',
  'policies:read': 'operator',
  'policies:write': 'admin',
  'agents:read': 'viewer',
  'agents:write': 'operator',
  'remediations:read': 'viewer',
  'remediations:decide': 'operator',
  'remediation-policies:read': 'viewer',
  'remediation-policies:write': 'operator',
  'remediation-settings:write': 'admin',
  'settings:read': 'admin',
  'settings:write': 'admin',
  'audit-logs:read': 'admin',
  'members:read': 'viewer',
  'members:write': 'admin',
  'api-keys:read': 'admin',
  'api-keys:write': 'admin',
  'tenants:read': 'platform-admin',
  'tenants:write': 'platform-admin',
  session: 'signed-in',
} as const satisfies Record<string, Requirement>;

export type Permission = keyof typeof PERMISSIONS;

/**
 * What an API key may be given. People (contacts, too), keys, tenants and safety settings are left out, and so are approvals: a machine that proposes
 * a remediation must not be able to approve it.
 */
export const API_KEY_SCOPES = [
  'alerts:read',
  'alerts:write',
  'metrics:read',
  'metrics:write',
  'alert-rules:read',
  'alert-rules:write',
  'silences:read',
  'silences:write',
  'integrations:read',
  'integrations:write',
  'routing:read',
  'routing:write',
  'workflows:read',
  'workflows:write',
  'workflows:execute',
  'executions:read',
  'executions:cancel',
  'executions:control',
  'approvals:read',
  'events:read',
  'events:write',
  'tickets:read',
  'tickets:write',
  'tickets:work',
  'webhooks:read',
  'webhooks:write',
  'receivers:read',
  'receivers:write',
  'notifications:read',
  'notifications:write',
  'plans:read',
  'plans:write',
  'policies:read',
  'agents:read',
  'agents:write',
  'remediations:read',
  'remediation-policies:read',
  'remediation-policies:write',
  'audit-logs:read',
] as const satisfies readonly Permission[];

export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/** What a credential opens: a person's role (none when the person acts for no tenant) or a key's scopes. */
export type Access =
  | { readonly kind: 'person'; readonly role: Role | undefined; readonly platformAdmin: boolean }
  | { readonly kind: 'api_key'; readonly scopes: readonly ApiKeyScope[] };

export const isPermission = (name: string): name is Permission => Object.hasOwn(PERMISSIONS, name);

/** The one place that decides. A name that is not in the list is refused. */
export function permits(access: Access, permission: string): boolean {
  if (!isPermission(permission)) return false;
  const requirement = PERMISSIONS[permission];
  if (requirement === 'signed-in') return true;
  if (access.kind === 'api_key') return access.scopes.some((scope) => scope === permission);
  if (requirement === 'platform-admin') return access.platformAdmin;
  return access.role !== undefined && includesRole(access.role, requirement);
}

/** All permissions that `access` has, in the order of the list. */
export const permissionsOf = (access: Access): Permission[] => Object.keys(PERMISSIONS).filter(isPermission).filter((name) => permits(access, name));
