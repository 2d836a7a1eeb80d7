import { asTenantId } from '#internal/kernel';
import { QueryTurns } from './query-turns.ts';

const [acme, globex] = ['0192f0c8-0000-7000-8000-00000000000a', '0192f0c8-0000-7000-8000-00000000000b'].map(asTenantId) as [ReturnType<typeof asTenantId>, ReturnType<typeof asTenantId>];
const patient = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('turns of queries', () => {
  test('no more run at once than may, of a tenant and in all', async () => {
    const turns = new QueryTurns(3);
    const begun: string[] = [];
    const take = (name: string, tenant = acme, most = 2) => turns.take(tenant, most, patient).then((leave) => (begun.push(name), leave));
    const first = await take('a1');
    await take('a2');
    void take('a3');
    await take('g1', globex);
    void take('g2', globex);
    await settle();
    expect(begun).toEqual(['a1', 'a2', 'g1']);
    first();
    first();
    await settle();
    expect(begun).toEqual(['a1', 'a2', 'g1', 'a3']);
  });

  test('tenants that wait take turns, however many queries one of them has', async () => {
    const turns = new QueryTurns(1);
    const begun: string[] = [];
    let leave = await turns.take(acme, 9, patient);
    const wait = (name: string, tenant: typeof acme) => void turns.take(tenant, 9, patient).then((end) => (begun.push(name), (leave = end)));
    for (const name of ['a1', 'a2', 'a3']) wait(name, acme);
    for (const name of ['g1', 'g2']) wait(name, globex);
    for (let n = 0; n < 5; n += 1) {
      leave();
      await settle();
    }
    expect(begun).toEqual(['a1', 'g1', 'a2', 'g2', 'a3']);
  });

  test('who does not want to wait any more leaves the queue', async () => {
    const turns = new QueryTurns(1);
    const leave = await turns.take(acme, 1, patient);
    const gone = new AbortController();
    const waiting = turns.take(acme, 1, gone.signal);
    gone.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    const next = turns.take(globex, 1, patient);
    leave();
    (await next)();
    await expect(turns.take(acme, 1, gone.signal)).rejects.toThrow('gone');
  });
});
