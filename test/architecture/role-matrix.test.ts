import { permits, PERMISSIONS, type Access, type Permission, ROLES } from '#internal/auth';
import { type Caller, CALLERS, KEY_SCOPE, permissionsPage, roleMatrix, verdict } from './role-matrix.ts';

const accessOf = (caller: Exclude<Caller, 'anonymous'>): Access =>
  caller === 'api-key'
    ? { kind: 'api_key', scopes: [KEY_SCOPE] }
    : { kind: 'person', role: caller === 'platform-admin' ? undefined : caller, platformAdmin: caller === 'platform-admin' };

describe('the role matrix', () => {
  test('says the same as the code that decides', () => {
    for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
      for (const caller of CALLERS.filter((each) => each !== 'anonymous')) {
        expect([permission, caller, verdict(permission, caller)]).toEqual([permission, caller, permits(accessOf(caller), permission) ? 'allowed' : 403]);
      }
    }
  });

  test('gives every operation a permission of the list, or none at all', () => {
    const known = new Set<string>([...Object.keys(PERMISSIONS), 'public']);
    expect(roleMatrix().filter(({ permission }) => !known.has(permission))).toEqual([]);
  });

  test('leaves to anonymous callers nothing but health, the keys that ticket tokens are verified with, links that are signed, the webhook that its signature authenticates, the event that the key in its body does, and beats by token', () => {
    const open = roleMatrix().filter(({ verdicts }) => verdicts.anonymous === 'allowed');
    expect(open.map(({ operation }) => operation)).toEqual(['pingByTokenWithGet', 'pingByToken', 'enqueuePagerdutyEvent', 'viewAckLink', 'acknowledgeByLink', 'receivePipelineWebhook', 'getHealth', 'getLiveness', 'getReadiness', 'getTicketSigningKeys']);
  });

  test('never takes from a stronger role what a weaker one has', () => {
    for (const { operation, verdicts } of roleMatrix()) {
      const allowed = ROLES.map((role) => verdicts[role] === 'allowed');
      expect([operation, allowed]).toEqual([operation, [...allowed].sort()]);
    }
  });

  test('has a line for each operation on the page for people', () => {
    const page = permissionsPage();
    for (const { operation, method, path } of roleMatrix()) expect(page).toContain(`| ${operation} | \`${method} ${path}\` |`);
  });
});
