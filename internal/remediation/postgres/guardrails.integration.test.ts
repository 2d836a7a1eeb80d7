import { randomUUID } from 'node:crypto';
import { someActor, systemClock, useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { DEFAULT_GUARDRAILS } from '../domain/guardrails.ts';
import type { PolicyTerms } from '../domain/remediation-policy.ts';
import { alertOf, policyOf } from '../ports/remediation.contract.ts';
import { approveRemediation } from '../service/approve-remediation.ts';
import { concludeRemediation } from '../service/conclude-remediation.ts';
import { considerAlert } from '../service/consider-alert.ts';
import { updateRemediationSettings } from '../service/update-remediation-settings.ts';
import { postgresRemediation } from './postgres-remediation.ts';

const work = postgresRemediation(useTransactions());
const admin = useTestPool('admin', 1);
const deps = { work, clock: systemClock, ids: uuidGenerator, alerts: { isResolved: async () => false, isHeldBack: async () => false } };

async function setup(terms: Partial<PolicyTerms> = {}) {
  const owner = someActor();
  await work.run(owner, ({ policies }) => policies.add(policyOf(owner, terms)));
  return {
    owner,
    consider: (alert = alertOf()) => considerAlert(deps)(owner, alert),
    audited: async () => {
      const { rows } = await admin.query<{ action: string }>('SELECT action FROM audit.audit_log WHERE tenant_id = $1 ORDER BY seq', [owner.tenantId]);
      return rows.map(({ action }) => action);
    },
  };
}

describe('guardrails on PostgreSQL', () => {
  test('ten alerts that fire on one target at once start one remediation and keep nine refusals', async () => {
    const { consider, audited } = await setup();
    const all = (await Promise.all(Array.from({ length: 10 }, () => consider()))).flat();
    expect(all.map(({ statusCode, status }) => statusCode ?? status).sort()).toEqual([...Array.from({ length: 9 }, () => 'concurrency'), 'running']);
    expect((await audited()).sort()).toEqual([...Array.from({ length: 9 }, () => 'remediation.remediation.refused'), 'remediation.remediation.started']);
  });

  test('the blast radius holds against alerts that fire on many targets at once', async () => {
    const { consider } = await setup({ guardrails: { ...DEFAULT_GUARDRAILS, maxBlastRadius: 2 } });
    const all = (await Promise.all(Array.from({ length: 8 }, (_, n) => consider(alertOf({ instance: `web-${n}` }))))).flat();
    expect(all.filter(({ status }) => status === 'running')).toHaveLength(2);
  });

  test('one event that is delivered ten times at once decides once', async () => {
    const { consider } = await setup();
    const alert = alertOf();
    const all = await Promise.all(Array.from({ length: 10 }, () => consider(alert)));
    expect(all.flat()).toHaveLength(1);
  });

  test('two people who approve proposals for one target at once start one', async () => {
    const { owner, consider } = await setup({ mode: 'approve' });
    const proposals = [...(await consider()), ...(await consider())];
    const decided = await Promise.all(proposals.map(({ id }) => approveRemediation(deps)(owner, id)));
    expect(decided.map(({ status }) => status).sort()).toEqual(['refused', 'running']);
  });

  test('nothing starts once the kill switch has been thrown', async () => {
    const { owner, consider } = await setup();
    const thrown = updateRemediationSettings(deps)(owner, { killSwitch: true, ifMatch: undefined }).then(() => consider(alertOf({ instance: 'after' })));
    await Promise.all([thrown, ...Array.from({ length: 5 }, (_, n) => consider(alertOf({ instance: `web-${n}` })))]);
    const { items } = await work.read(owner, ({ remediations }) => remediations.list({ target: 'after' }, { limit: 9 }));
    expect(items).toMatchObject([{ status: 'refused', statusCode: 'kill_switch' }]);
  });

  test('the end of a run counts for the cooldown of the next', async () => {
    const { owner, consider } = await setup();
    const [first] = await consider();
    await concludeRemediation(deps)(owner, first!.id, { executionId: randomUUID(), status: 'completed', outcome: 'verified' });
    expect(await consider()).toMatchObject([{ status: 'refused', statusCode: 'cooldown' }]);
  });
});
