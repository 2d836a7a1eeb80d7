import { randomUUID } from 'node:crypto';
import { asTenantId, systemActor, type Actor, type Page, type PageRequest } from '#internal/kernel';
import { concluded } from '../domain/conclusion.ts';
import type { FiredAlert } from '../domain/fired-alert.ts';
import { DEFAULT_GUARDRAILS } from '../domain/guardrails.ts';
import { newPolicy, type PolicyId, type PolicyTerms, type RemediationPolicy } from '../domain/remediation-policy.ts';
import { awaitApproval, begin, proposed, refuse, reject, type Remediation, type RemediationId } from '../domain/remediation.ts';
import type { RemediationUnitOfWork } from './remediation-unit-of-work.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);

/** What every store of this context promises. `someone` is an actor of a tenant nobody used before. */
export function remediationContract(name: string, open: () => RemediationUnitOfWork, someone: () => Actor = anyone): void {
  describe(`${name} keeps the remediation contract`, () => {
    const addPolicy = (work: RemediationUnitOfWork, owner: Actor, policy: RemediationPolicy) => work.run(owner, ({ policies }) => policies.add(policy));
    const add = (work: RemediationUnitOfWork, owner: Actor, remediation: Remediation) => work.run(owner, ({ remediations }) => remediations.addUnlessConsidered(remediation));
    const save = (work: RemediationUnitOfWork, owner: Actor, remediation: Remediation) => work.run(owner, ({ remediations }) => remediations.save(remediation));
    const reread = (work: RemediationUnitOfWork, owner: Actor, { id }: Remediation) => work.read(owner, ({ remediations }) => remediations.get(id));

    test('a policy comes back as it was stored, with and without its optional parts', async () => {
      const [work, owner] = [open(), someone()];
      const full = policyOf(owner, { workflowVersion: 3, escalation: { webhookUrl: 'https://acme.com/hook', secret: 'a long enough secret' }, verification: probe, input: { a: [1, { b_c: null }] } });
      const bare = policyOf(owner, { enabled: false });
      for (const policy of [full, bare]) await addPolicy(work, owner, policy);
      expect(await work.read(owner, ({ policies }) => policies.get(full.id))).toEqual(full);
      expect(await work.read(owner, ({ policies }) => policies.find(bare.id))).toEqual(bare);
      expect(await work.read(owner, ({ policies }) => policies.listEnabled())).toEqual([full]);

      const { escalation: _gone, workflowVersion: _any, ...rest } = full;
      await work.run(owner, ({ policies }) => policies.save({ ...rest, description: 'changed' }));
      expect(await work.read(owner, ({ policies }) => policies.get(full.id))).toEqual({ ...rest, description: 'changed', version: 2 });
      await work.run(owner, ({ policies }) => policies.delete(full.id));
      expect(await work.read(owner, ({ policies }) => policies.find(full.id))).toBeUndefined();
    });

    test('a secret is kept encrypted, and one that is not yet is found until it is', async () => {
      const [work, owner] = [open(), someone()];
      const url = { webhookUrl: 'https://acme.com/hook' };
      const [plain, sealed] = [policyOf(owner, { escalation: { ...url, secret: 'a long enough secret' } }), policyOf(owner, { escalation: { ...url, sealedSecret: 'sealed' } })];
      for (const policy of [plain, sealed]) await addPolicy(work, owner, policy);
      expect(await work.read(owner, ({ policies }) => policies.get(sealed.id))).toEqual(sealed);
      expect(await work.run(owner, ({ policies }) => policies.lockWithPlainSecret(10))).toEqual([plain]);
      const encrypted = { ...plain, escalation: { ...url, sealedSecret: 'sealed, too' } };
      await work.run(owner, ({ policies }) => policies.saveSecret(encrypted));
      expect(await work.read(owner, ({ policies }) => policies.get(plain.id))).toEqual(encrypted);
      expect(await work.run(owner, ({ policies }) => policies.lockWithPlainSecret(10))).toEqual([]);
    });

    test('the name of a policy is unique in its tenant only', async () => {
      const [work, one, two] = [open(), someone(), someone()];
      await addPolicy(work, one, policyOf(one, { name: 'restart' }));
      await addPolicy(work, two, policyOf(two, { name: 'restart' }));
      await expect(addPolicy(work, one, policyOf(one, { name: 'restart' }))).rejects.toMatchObject({ code: 'conflict' });
      const other = policyOf(one, { name: 'scale' });
      await addPolicy(work, one, other);
      await expect(work.run(one, ({ policies }) => policies.save({ ...other, name: 'restart' }))).rejects.toMatchObject({ code: 'conflict' });
    });

    test('nothing of another tenant exists', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      const policy = policyOf(owner);
      const remediation = remediationOf(policy);
      await addPolicy(work, owner, policy);
      await add(work, owner, remediation);
      await expect(work.read(stranger, ({ policies }) => policies.get(policy.id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(reread(work, stranger, remediation)).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.run(stranger, ({ remediations }) => remediations.lock(remediation.id))).rejects.toMatchObject({ code: 'not_found' });
      await work.run(stranger, ({ policies }) => policies.delete(policy.id));
      await work.read(stranger, async ({ policies, remediations }) => {
        expect([await policies.find(policy.id), await remediations.find(remediation.id)]).toEqual([undefined, undefined]);
        expect([(await policies.list({}, { limit: 9 })).items, (await remediations.list({}, { limit: 9 })).items, await policies.listEnabled()]).toEqual([[], [], []]);
      });
      expect(await work.read(owner, ({ policies }) => policies.get(policy.id))).toEqual(policy);
    });

    test('a remediation comes back as it was stored, through every state', async () => {
      const [work, owner] = [open(), someone()];
      const policy = policyOf(owner, { mode: 'approve', workflowVersion: 2, verification: probe });
      const waiting = awaitApproval(remediationOf(policy), 900);
      await add(work, owner, waiting);
      expect(await reread(work, owner, waiting)).toEqual(waiting);

      const running = begin({ ...waiting, decidedBy: 'ana', decidedAt: later(1), decisionComment: 'go' }, later(1));
      await save(work, owner, running);
      expect(await reread(work, owner, running)).toEqual({ ...running, version: 2 });

      const ended = concluded({ ...running, version: 2 }, { executionId: randomUUID(), status: 'completed', outcome: 'verified' }, later(9));
      await save(work, owner, ended);
      expect(await reread(work, owner, ended)).toEqual({ ...ended, version: 3 });

      for (const end of [refuse(remediationOf(policy), { code: 'cooldown', reason: 'cools down' }, noon), reject(awaitApproval(remediationOf(policy), 60), { by: owner }, noon)]) {
        await add(work, owner, end);
        expect(await reread(work, owner, end)).toEqual(end);
      }
    });

    test('of ten racers for one policy and alert exactly one is stored', async () => {
      const [work, owner] = [open(), someone()];
      const policy = policyOf(owner);
      const alert = alertOf();
      const stored = await Promise.all(Array.from({ length: 10 }, () => add(work, owner, remediationOf(policy, alert))));
      expect(stored.filter(Boolean)).toHaveLength(1);
      expect((await work.read(owner, ({ remediations }) => remediations.list({ alertId: alert.id }, { limit: 9 }))).items).toHaveLength(1);
    });

    test('saving what somebody else has changed is refused', async () => {
      const [work, owner] = [open(), someone()];
      const remediation = remediationOf(policyOf(owner));
      await add(work, owner, remediation);
      await save(work, owner, begin(remediation, noon));
      await expect(save(work, owner, begin(remediation, noon))).rejects.toMatchObject({ code: 'conflict' });
      const policy = policyOf(owner);
      await addPolicy(work, owner, policy);
      await work.run(owner, ({ policies }) => policies.save(policy));
      await expect(work.run(owner, ({ policies }) => policies.save(policy))).rejects.toMatchObject({ code: 'conflict' });
    });

    test('what is open of an alert, and unfinished of a policy, can be locked', async () => {
      const [work, owner] = [open(), someone()];
      const [alert, policy, another] = [alertOf(), policyOf(owner), policyOf(owner)];
      const open_ = remediationOf(policy, alert);
      const running = begin(remediationOf(another, alert), noon);
      const refused = refuse(remediationOf(policy), { code: 'cooldown', reason: 'cools down' }, noon);
      const waiting = awaitApproval(remediationOf(policy), 60);
      for (const remediation of [open_, running, refused, waiting]) await add(work, owner, remediation);
      await work.run(owner, async ({ remediations }) => {
        expect(ids(await remediations.lockOpenOfAlert(alert.id))).toEqual(ids([open_]));
        expect(ids(await remediations.lockUnfinishedOfPolicy(policy.id))).toEqual(ids([open_, waiting]));
        expect(ids(await remediations.lockUnfinishedOfPolicy(another.id))).toEqual(ids([running]));
      });
    });

    test('activity counts what was started, on the target and around it, over all policies', async () => {
      const [work, owner] = [open(), someone()];
      const [one, two] = [policyOf(owner), policyOf(owner)];
      const on = (policy: RemediationPolicy, instance: string) => remediationOf(policy, alertOf({ instance }));
      const ended = (remediation: Remediation, startedAt: Date, finishedAt: Date) => concluded(begin(remediation, startedAt), { executionId: randomUUID(), status: 'failed' }, finishedAt);
      const around = (target: string, now = noon) => work.read(owner, ({ remediations }) => remediations.activityAround(target, now));
      expect(await around('a')).toEqual({ runningOnTarget: 0, startedOnTargetLastHour: 0, otherTargetsRunning: 0 });
      await add(work, owner, begin(on(one, 'a'), later(-60)));
      await add(work, owner, ended(on(two, 'a'), later(-3500), later(-30)));
      await add(work, owner, ended(on(one, 'a'), later(-3600), later(-3590)));
      await add(work, owner, refuse(on(one, 'a'), { code: 'cooldown', reason: 'cools down' }, later(-1)));
      await add(work, owner, begin(on(one, 'b'), later(-5)));
      await add(work, owner, begin(on(two, 'b'), later(-4)));
      await add(work, owner, begin(on(two, 'c'), later(-9000)));
      expect(await around('a')).toEqual({ runningOnTarget: 1, startedOnTargetLastHour: 2, lastOnTarget: later(-30), otherTargetsRunning: 2 });
      expect(await around('c')).toEqual({ runningOnTarget: 1, startedOnTargetLastHour: 0, lastOnTarget: later(-9000), otherTargetsRunning: 2 });
      expect(await around('d')).toEqual({ runningOnTarget: 0, startedOnTargetLastHour: 0, otherTargetsRunning: 3 });
    });

    test('pages are newest first, without gap or repetition, and can be narrowed', async () => {
      const [work, owner] = [open(), someone()];
      const policies_ = Array.from({ length: 7 }, (_, n) => policyOf(owner, { enabled: n % 2 === 0 }, later(Math.floor(n / 3))));
      for (const policy of policies_) await addPolicy(work, owner, policy);
      const all = policies_.map((policy, n) => remediationOf(policy, alertOf({ instance: `i${n}` }), policy.createdAt));
      for (const remediation of all) await add(work, owner, remediation);
      expect(keys(await everyPage((page) => work.read(owner, ({ policies }) => policies.list({}, page))))).toEqual(keys(policies_).sort().reverse());
      expect(keys(await everyPage((page) => work.read(owner, ({ remediations }) => remediations.list({}, page))))).toEqual(keys(all).sort().reverse());
      expect((await work.read(owner, ({ policies }) => policies.list({ enabled: false }, { limit: 9 }))).items).toHaveLength(3);
      const [wanted] = all;
      for (const filter of [{ policyId: wanted!.policyId }, { alertId: wanted!.alertId }, { target: 'i0' }, { target: 'i0', status: 'suggested' }] as const) {
        expect(ids((await work.read(owner, ({ remediations }) => remediations.list(filter, { limit: 9 }))).items)).toEqual([wanted!.id]);
      }
    });

    test('settings are the defaults until somebody saves some, and are saved once per version', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      expect(await work.read(owner, ({ settings }) => settings.get())).toEqual({ killSwitch: false, version: 1 });
      const thrown = { killSwitch: true, reason: 'storm', updatedBy: 'ana', updatedAt: noon, version: 1 };
      await work.run(owner, async ({ settings }) => {
        expect(await settings.lock()).toEqual({ killSwitch: false, version: 1 });
        await settings.save(thrown);
      });
      expect(await work.read(owner, ({ settings }) => settings.get())).toEqual({ ...thrown, version: 2 });
      await expect(work.run(owner, ({ settings }) => settings.lock().then(() => settings.save(thrown)))).rejects.toMatchObject({ code: 'conflict' });
      expect(await work.read(stranger, ({ settings }) => settings.get())).toEqual({ killSwitch: false, version: 1 });
    });

    test('whoever holds the lock decides alone', async () => {
      const [work, owner] = [open(), someone()];
      const policy = policyOf(owner);
      const startIfIdle = () =>
        work.run(owner, async ({ settings, remediations }) => {
          await settings.lock();
          const { runningOnTarget } = await remediations.activityAround('web-1', noon);
          if (runningOnTarget === 0) await remediations.addUnlessConsidered(begin(remediationOf(policy), noon));
          return runningOnTarget;
        });
      const seen = await Promise.all(Array.from({ length: 5 }, startIfIdle));
      expect(seen.sort()).toEqual([0, 1, 1, 1, 1]);
    });
  });
}

const probe = { kind: 'http_probe', url: 'https://acme.com/health', expectStatus: 200, intervalSeconds: 5, windowSeconds: 60 } as const;
const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).sort();
const keys = (rows: readonly { readonly createdAt: Date; readonly id: string }[]): string[] => rows.map(({ createdAt, id }) => `${createdAt.toISOString()} ${id}`);

async function everyPage<Row>(list: (page: PageRequest) => Promise<Page<Row>>): Promise<Row[]> {
  const seen: Row[] = [];
  let after: readonly string[] | undefined;
  do {
    const page: Page<Row> = await list({ limit: 2, ...(after && { after }) });
    seen.push(...page.items);
    after = page.next;
  } while (after);
  return seen;
}

/** Terms of a policy that starts by itself for `service="shop"`. */
export const termsOf = (terms: Partial<PolicyTerms> = {}): PolicyTerms => ({
  name: `restart ${randomUUID()}`,
  description: '',
  enabled: true,
  matchers: [{ name: 'service', op: '=', value: 'shop' }],
  workflowId: randomUUID(),
  mode: 'auto',
  input: {},
  targetLabels: ['instance'],
  guardrails: DEFAULT_GUARDRAILS,
  verification: { kind: 'alert_resolved', windowSeconds: 60 },
  compensateOnIneffective: false,
  priority: 100,
  ...terms,
});

export const policyOf = (owner: Actor, terms: Partial<PolicyTerms> = {}, createdAt = noon): RemediationPolicy =>
  newPolicy({ id: randomUUID() as PolicyId, tenantId: owner.tenantId, createdAt, createdBy: owner.subject }, termsOf(terms));

/** An alert that fires on `web-1`, with a fresh id. */
export const alertOf = (labels: Readonly<Record<string, string>> = {}): FiredAlert => ({
  id: randomUUID(),
  fingerprint: 'f00d',
  name: 'ShopDown',
  severity: 'critical',
  labels: { service: 'shop', instance: 'web-1', ...labels },
  annotations: {},
  startsAt: noon.toISOString(),
});

export const remediationOf = (policy: RemediationPolicy, alert = alertOf(), at = noon): Remediation =>
  proposed(policy, alert, { id: randomUUID() as RemediationId, at, correlationId: '4bf92f3577b34da6a3ce929d0e0e4736' });

/** Somebody of a tenant that nobody else uses. */
export const anyone = (): Actor => systemActor(asTenantId(randomUUID()), 'test', { correlationId: '4bf92f3577b34da6a3ce929d0e0e4736', via: 'test' });
