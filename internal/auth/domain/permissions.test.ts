import type { Role } from '#internal/kernel';
import { API_KEY_SCOPES, isPermission, PERMISSIONS, permissionsOf, permits, type Access } from './permissions.ts';
import { ROLES } from './role.ts';

const person = (role: Role | undefined, platformAdmin = false): Access => ({ kind: 'person', role, platformAdmin });

const callers: Readonly<Record<string, Access>> = {
  viewer: person('viewer'),
  responder: person('responder'),
  operator: person('operator'),
  admin: person('admin'),
  'platform-admin': person(undefined, true),
  'key with all scopes': { kind: 'api_key', scopes: API_KEY_SCOPES },
};

// Written out by hand: the table is the requirement, and the code has to agree with it.
// v r o a = viewer, responder, operator, admin; P = platform administrator without a tenant; K = API key with every scope.
const matrix: Readonly<Record<keyof typeof PERMISSIONS, string>> = {
  'alerts:read': 'vroa K',
  'alerts:write': ' roa K',
  'alert-rules:read': 'vroa K',
  'alert-rules:write': '  oa K',
  'silences:read': 'vroa K',
  'silences:write': ' roa K',
  'routing:read': 'vroa K',
  'routing:write': '  oa K',
  'metrics:read': 'vroa K',
  'metrics:write': '  oa K',
  'metrics:admin': '   a  ',
  'integrations:read': '  oa K',
  'integrations:write': '  oa K',
  'workflows:read': 'vroa K',
  'workflows:write': '  oa K',
  'workflows:execute': '  oa K',
  'executions:read': 'vroa K',
  'executions:cancel': '  oa K',
  'executions:control': '  oa K',
  'approvals:read': 'vroa K',
  'approvals:decide': '  oa  ',
  'events:read': 'vroa K',
  'events:write': ' roa K',
  'secrets:read': '  oa  ',
  'secrets:write': '   a  ',
  'payloads:read': '   a  ',
  'tickets:read': 'vroa K',
  'tickets:write': '  oa K',
  'tickets:work': '  oa K',
  'webhooks:read': '  oa K',
  'webhooks:write': '  oa K',
  'receivers:read': 'vroa K',
  'receivers:write': '  oa K',
  'notifications:read': 'vroa K',
  'notifications:write': '  oa K',
  'contacts:read': 'vroa  ',
  'contacts:write': 'vroa  ',
  'plans:read': 'vroa K',
  'plans:write': '  oa K',
  'policies:read': '  oa K',
  'policies:write': '   a  ',
  'agents:read': 'vroa K',
  'agents:write': '  oa K',
  'remediations:read': 'vroa K',
  'remediations:decide': '  oa  ',
  'remediation-policies:read': 'vroa K',
  'remediation-policies:write': '  oa K',
  'remediation-settings:write': '   a  ',
  'settings:read': '   a  ',
  'settings:write': '   a  ',
  'audit-logs:read': '   a K',
  'members:read': 'vroa  ',
  'members:write': '   a  ',
  'api-keys:read': '   a  ',
  'api-keys:write': '   a  ',
  'tenants:read': '    P ',
  'tenants:write': '    P ',
  session: 'vroaPK',
};

test('every permission opens to exactly the callers of the role matrix', () => {
  const marks = ['v', 'r', 'o', 'a', 'P', 'K'];
  const found = Object.fromEntries(
    Object.keys(PERMISSIONS).map((permission) => [permission, Object.values(callers).map((access, at) => (permits(access, permission) ? marks[at] : ' ')).join('')]),
  );
  const lines = Object.entries(found).map(([permission, row]) => `${permission.padEnd(28)}${[...row].map((mark) => (mark === ' ' ? '·' : mark)).join('  ')}`);
  process.stdout.write(`\nrole × permission\n${lines.join('\n')}\n`);
  expect(found).toEqual(matrix);
});

test('a stronger role has everything that a weaker one has', () => {
  for (const [at, role] of ROLES.entries()) {
    const weaker = ROLES.slice(0, at).flatMap((other) => permissionsOf(person(other)));
    expect(permissionsOf(person(role))).toEqual(expect.arrayContaining(weaker));
  }
});

test('platform administration gives nothing inside a tenant, and a tenant role nothing on the platform', () => {
  expect(permissionsOf(person(undefined, true))).toEqual(['tenants:read', 'tenants:write', 'session']);
  expect(permissionsOf(person('admin'))).not.toContain('tenants:read');
  expect(permissionsOf(person('viewer', true))).toEqual([...permissionsOf(person('viewer')).filter((name) => name !== 'session'), 'tenants:read', 'tenants:write', 'session']);
});

test('a key has its scopes and no more', () => {
  expect(permissionsOf({ kind: 'api_key', scopes: ['alerts:write'] })).toEqual(['alerts:write', 'session']);
});

test.each(['', 'alerts:*', 'alerts:delete', 'toString', '__proto__', 'constructor'])('the unknown permission %p is refused to everybody', (name) => {
  expect(isPermission(name)).toBe(false);
  for (const access of Object.values(callers)) expect(permits(access, name)).toBe(false);
});
