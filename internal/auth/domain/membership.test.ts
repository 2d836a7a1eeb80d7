import fc from 'fast-check';
import { asTenantId } from '#internal/kernel';
import { bindSubject, invite, type Membership, type MembershipId, type MembershipStatus, normalizeEmail, requireAnotherAdmin } from './membership.ts';
import { changeTenant, NO_TENANT, openTenant } from './tenant.ts';

const failure = (code: string) => expect.objectContaining({ code }) as Error;
const tenantId = asTenantId('0198c0de-0000-7000-8000-000000000001');
const noon = new Date('2026-11-21T12:00:00Z');
const invited = (id = 'm1'): Membership => invite({ id: id as MembershipId, tenantId, email: 'Ana@Acme.Example', role: 'admin', invitedBy: 'root', now: noon });
const admin = (id: string, status: MembershipStatus): Membership => (status === 'active' ? bindSubject(invited(id), { subject: id }, noon) : invited(id));

describe('a membership', () => {
  test('begins as an invitation of a lower-case address', () => {
    expect(invited()).toMatchObject({ email: 'ana@acme.example', status: 'invited', subject: null, name: null, version: 1 });
  });

  test('is tied to the subject of the first sign-in, for good', () => {
    const bound = bindSubject(invited(), { subject: 'sub-1', name: 'Ana' }, noon);
    expect(bound).toMatchObject({ status: 'active', subject: 'sub-1', name: 'Ana', activatedAt: noon });
    expect(() => bindSubject(bound, { subject: 'sub-2' }, noon)).toThrow(failure('conflict'));
  });

  test.each(['', 'ana', 'ana@', '@acme.example', 'ana@acme', 'a na@acme.example', 'ana@acme.example\n', 'ana@@acme.example', 'ána@acme.example', `${'a'.repeat(65)}@acme.example`, `a@${'b'.repeat(250)}.example`])(
    'is refused for the address %p',
    (email) => {
      if (email.endsWith('\n')) expect(normalizeEmail(email)).toBe('ana@acme.example');
      else expect(() => normalizeEmail(email)).toThrow(failure('invalid'));
    },
  );
});

describe('the last administrator', () => {
  const states = fc.constantFrom<MembershipStatus>('active', 'invited');

  test('cannot leave: an active one leaves an active one behind, an invited one leaves anybody', () => {
    fc.assert(
      fc.property(fc.array(states, { minLength: 1, maxLength: 5 }), fc.nat(), (statuses, pick) => {
        const admins = statuses.map((status, at) => admin(`m${at}`, status));
        const leaving = admins[pick % admins.length]!;
        const others = admins.filter((one) => one !== leaving);
        const allowed = leaving.status === 'active' ? others.some(({ status }) => status === 'active') : others.length > 0;
        const attempt = () => requireAnotherAdmin(admins, leaving);
        if (allowed) expect(attempt).not.toThrow();
        else expect(attempt).toThrow(failure('conflict'));
      }),
    );
  });
});

describe('a tenant', () => {
  const open = (alias: string, name = 'Acme') => openTenant({ id: tenantId, alias, name, now: noon });

  test.each(['acme', 'a-1', 'x'.repeat(40)])('may have the alias %p', (alias) => {
    expect(open(alias)).toMatchObject({ alias, enabled: true, version: 1 });
  });

  test.each(['', 'ab', 'Acme', '1acme', '-acme', 'acme-', 'ac_me', 'ac.me', 'x'.repeat(41), 'a198c0de-0000-7000-8000-000000000001', 'acmé'])('may not have the alias %p', (alias) => {
    expect(() => open(alias)).toThrow(failure('invalid'));
  });

  test('keeps what is not changed', () => {
    const later = new Date(noon.getTime() + 1000);
    expect(changeTenant(open('acme'), { enabled: false, now: later })).toMatchObject({ name: 'Acme', enabled: false, updatedAt: later });
    expect(() => changeTenant(open('acme'), { name: '  ', now: later })).toThrow(failure('invalid'));
  });

  test('counts characters as the database does', () => {
    expect(open('acme', '🦊'.repeat(200)).name).toHaveLength(400);
    expect(() => open('acme', '🦊'.repeat(201))).toThrow(failure('invalid'));
  });

  test('is never the nil tenant of those who act for none', () => {
    expect(NO_TENANT).toBe('00000000-0000-0000-0000-000000000000');
  });
});
