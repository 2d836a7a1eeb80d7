import fc from 'fast-check';
import { asTenantId, type Json, systemActor } from '#internal/kernel';
import { canonicalJson, GENESIS, linkHash } from '#pkg/hash-chain';
import type { AuditLogEntry, HashedEntry } from '../domain/audit-log-entry.ts';
import { InMemoryAudit } from '../fakes/in-memory-audit.ts';
import { verifyAuditLog } from './verify-audit-log.ts';

const tenantId = asTenantId('0192f0c1-2345-7abc-8def-0123456789ab');
const actor = systemActor(tenantId, 'test', { correlationId: 'c'.repeat(32), via: 'verifyAuditLog' });
const digest: ConstructorParameters<typeof InMemoryAudit>[0] = (previous, entry) => linkHash(previous, canonicalJson(entry));

const entry = (n: number, after: Json = { n }): HashedEntry => ({
  id: `id-${n}`, tenantId, occurredAt: new Date(1_700_000_000_000 + n), actor: 'ana', actorKind: 'user', actorName: null, operation: 'test',
  action: 'test.thing.changed', entityType: 'thing', entityId: String(n), before: null, after, correlationId: 'c', ip: null,
});

function chainOf(length: number, after: readonly Json[] = []) {
  const work = new InMemoryAudit(digest, GENESIS);
  for (let n = 0; n < length; n++) work.append(entry(n, after[n] ?? { n }));
  return { work, verify: () => verifyAuditLog({ work, digest, genesis: GENESIS })(actor) };
}

/** What somebody with the rights of a superuser might do to row number `at`; the result has a name for the report. */
const tampering: Readonly<Record<string, (entries: readonly AuditLogEntry[], at: number) => readonly AuditLogEntry[]>> = {
  'change a value': (entries, at) => entries.map((it, index) => (index === at ? { ...it, actor: 'mallory' } : it)),
  'change what was written': (entries, at) => entries.map((it, index) => (index === at ? { ...it, after: { n: -1 } } : it)),
  'change the time': (entries, at) => entries.map((it, index) => (index === at ? { ...it, occurredAt: new Date(0) } : it)),
  'change a hash': (entries, at) => entries.map((it, index) => (index === at ? { ...it, hash: 'f'.repeat(64) } : it)),
  'remove a row': (entries, at) => entries.filter((_it, index) => index !== at),
  'remove a row and close the gap': (entries, at) => entries.filter((_it, index) => index !== at).map((it, index) => ({ ...it, seq: index + 1 })),
  'cut off the end': (entries, at) => entries.slice(0, at),
  'insert a copy': (entries, at) => entries.flatMap((it, index) => (index === at ? [it, it] : [it])).map((it, index) => ({ ...it, seq: index + 1 })),
};

describe('verifyAuditLog', () => {
  test('finds every chain intact that nobody touched', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 20 }), async (values) => {
        const { verify } = chainOf(values.length, values as Json[]);
        expect(await verify()).toMatchObject({ verifiedEntries: values.length, firstBroken: undefined });
      }),
    );
  });

  test.each(Object.entries(tampering))('names the first row that breaks when somebody may %s', async (_name, tamper) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.nat(), async (length, random) => {
        const { work, verify } = chainOf(length);
        const at = random % length;
        work.entries = tamper(work.entries, at);
        const { firstBroken, verifiedEntries } = await verify();
        expect(firstBroken).toBeDefined();
        expect(verifiedEntries).toBeGreaterThanOrEqual(at);
        expect(firstBroken?.seq).toBeLessThanOrEqual(at + 2);
      }),
    );
  });

  test('notices a head that was set back together with the rows', async () => {
    const { work, verify } = chainOf(3);
    work.recorded = { seq: 2, hash: GENESIS };
    expect(await verify()).toMatchObject({ firstBroken: { seq: 2, reason: 'head_differs' } });
  });

  test('says why', async () => {
    const { work, verify } = chainOf(3);
    work.entries = work.entries.filter(({ seq }) => seq !== 2);
    expect(await verify()).toEqual({ verifiedEntries: 1, headHash: work.entries[0]?.hash, firstBroken: { seq: 2, reason: 'missing_row' } });
  });

  test('is content with an empty log', async () => {
    expect(await chainOf(0).verify()).toEqual({ verifiedEntries: 0, headHash: GENESIS, firstBroken: undefined });
  });
});
