import { installationRuleCheck } from '../egress/installation-rule-check.ts';
import { InMemorySettings } from '../fakes/in-memory-settings.ts';
import { anyone } from '../ports/settings.contract.ts';
import { getEgressSettings } from './get-egress-settings.ts';
import { updateEgressSettings } from './update-egress-settings.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');

function setup(privateRanges: readonly string[] = []) {
  const work = new InMemorySettings();
  const update = updateEgressSettings({ work, check: installationRuleCheck(privateRanges), clock: { now: () => noon } });
  return { work, owner: anyone(), update, get: getEgressSettings({ work }) };
}

const rule = (target: string) => ({ target, schemes: ['http' as const], ports: [8080] });

describe('updateEgressSettings', () => {
  test('replaces the allow-list, says who did it, and leaves an audit entry', async () => {
    const { work, owner, update, get } = setup();
    const changed = await update(owner, { publicHttps: false, rules: [rule('runbooks.acme.com')], ifMatch: 1 });
    expect(changed).toEqual({ publicHttps: false, rules: [rule('runbooks.acme.com')], updatedBy: owner.subject, updatedAt: noon, version: 2 });
    expect(await get(owner)).toEqual(changed);
    expect(work.entries).toMatchObject([{ action: 'settings.egress.updated', before: { public_https: true }, after: { public_https: false } }]);
  });

  test('names every rule that is not accepted', async () => {
    const { owner, update } = setup();
    const change = { publicHttps: true, rules: [rule('127.0.0.1'), rule('acme.com'), rule('not a host')], ifMatch: undefined };
    await expect(update(owner, change)).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/rules/0' }, { field: '/rules/2' }] });
  });

  test('accepts loopback where the installation opens it', async () => {
    const { owner, update } = setup(['127.0.0.0/8']);
    await expect(update(owner, { publicHttps: true, rules: [rule('127.0.0.1')], ifMatch: 1 })).resolves.toMatchObject({ version: 2 });
  });

  test('refuses a change of another version than the one that was read', async () => {
    const { owner, update } = setup();
    await expect(update(owner, { publicHttps: true, rules: [], ifMatch: 7 })).rejects.toMatchObject({ code: 'precondition_failed' });
  });
});
