import { notificationBench } from '../fakes/notification-bench.ts';
import { PAGE_STEP_DUE } from '../domain/person-page.ts';
import { createContactMethod, deleteContactMethod, listContactMethods, sendContactCode, verifyContactMethod } from './manage-contact-methods.ts';
import { putNotificationRules } from './manage-notification-rules.ts';
import { acknowledgePage, notifyPerson, stepPage } from './notify-person.ts';

function setup() {
  const bench = notificationBench();
  let count = 0;
  const deps = { ...bench.deps, codes: { generate: () => `code-${++count}`, digest: (id: string, code: string) => `${id} ${code}` } };
  const create = createContactMethod(deps);
  const verify = verifyContactMethod(deps);
  const step = stepPage({ ...deps, ring: () => undefined });
  return {
    ...bench, deps, create, verify, again: sendContactCode(deps), remove: deleteContactMethod(deps), list_: listContactMethods(deps), rules: putNotificationRules(deps), notify: notifyPerson(deps), acknowledge: acknowledgePage(deps),
    contact: async (address: string) => {
      const { id } = await create(bench.owner, { kind: 'webhook', address, label: '' });
      bench.channel.sent.length = 0;
      return verify(bench.owner, id, `code-${count}`);
    },
    /** Lets timers ring that are due by now, also those that are published meanwhile. */
    ring: async () => {
      for (const event of bench.work.events.splice(0)) {
        if (event.type === PAGE_STEP_DUE && event.availableAt! <= bench.clock.now()) await step({ id: 'e', tenantId: bench.owner.tenantId, occurredAt: bench.clock.now(), correlationId: 'c'.repeat(32), ...event });
        else bench.work.events.push(event);
      }
      await bench.turn();
    },
  };
}
const told = (sent: readonly { readonly settings: object }[]) => sent.map(({ settings }) => (settings as { url: string }).url.split('/').at(-1));

describe('a contact method', () => {
  test('is verified by the code that is sent there, which no record holds', async () => {
    const { owner, create, verify, channel, work, list } = setup();
    const made = await create(owner, { kind: 'webhook', address: 'ana', label: 'phone' });
    expect(made.verifiedAt).toBeUndefined();
    expect(channel.sent[0]!.data.commonLabels['alertname']).toBe('Your code is code-1');
    await expect(verify(owner, made.id, '999999')).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/code' }] });
    expect((await verify(owner, made.id, 'code-1')).verifiedAt).toBeDefined();
    expect(JSON.stringify([work.entries, work.events, await list()])).not.toContain('code-1');
  });

  test('takes five wrong codes and no more, and another code after a minute', async () => {
    const { owner, create, verify, again, later } = setup();
    const { id } = await create(owner, { kind: 'webhook', address: 'ana', label: '' });
    for (let n = 0; n < 5; n += 1) await expect(verify(owner, id, 'x')).rejects.toThrow('wrong');
    await expect(verify(owner, id, 'code-1')).rejects.toThrow('too often');
    await expect(again(owner, id)).rejects.toMatchObject({ code: 'limit', retryAfterSeconds: 60 });
    later(60_000);
    await again(owner, id);
    later(10 * 60_000);
    await expect(verify(owner, id, 'code-3')).rejects.toThrow('expired');
    later(60_000);
    await again(owner, id);
    await verify(owner, id, 'code-4');
    await expect(again(owner, id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('belongs to who made it', async () => {
    const { owner, contact, verify, remove, list_ } = setup();
    const { id } = await contact('ana');
    const other = { ...owner, subject: 'bob' };
    expect(await list_(other)).toEqual([]);
    await expect(verify(other, id, 'x')).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove(other, id)).rejects.toMatchObject({ code: 'not_found' });
    await remove(owner, id);
    expect(await list_(owner)).toEqual([]);
  });

  test('that the provider does not take is not verified, and whoever asked hears of it', async () => {
    const { owner, create, channel } = setup();
    channel.answer = async () => ({ outcome: 'refused', code: '550', error: 'no such mailbox' });
    await expect(create(owner, { kind: 'webhook', address: 'ana', label: '' })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('no such mailbox') as string });
  });
});

describe('rules', () => {
  test('name verified methods of their own in the order of time', async () => {
    const { owner, contact, create, rules } = setup();
    const [{ id: a }, { id: b }] = [await contact('a'), await create(owner, { kind: 'webhook', address: 'b', label: '' })];
    const refused = (...steps: [string, number][]) => rules(owner, 'high', steps.map(([id, delaySeconds]) => ({ contactMethodId: id as typeof a, delaySeconds })));
    await expect(refused([b, 0])).rejects.toMatchObject({ details: [{ field: '/steps/0/contact_method_id', reason: 'is not verified' }] });
    await expect(refused(['nobody', 0])).rejects.toMatchObject({ details: [{ field: '/steps/0/contact_method_id' }] });
    await expect(refused([a, 60], [a, 30])).rejects.toMatchObject({ details: [{ field: '/steps/1/delay_seconds' }] });
  });
});

describe('a page', () => {
  const withRules = async () => {
    const bench = setup();
    const [a, b] = [await bench.contact('a'), await bench.contact('b')];
    await bench.rules(bench.owner, 'high', [{ contactMethodId: a.id, delaySeconds: 0 }, { contactMethodId: b.id, delaySeconds: 300 }, { contactMethodId: a.id, delaySeconds: 600 }]);
    bench.channel.sent.length = 0;
    return bench;
  };

  test('goes the ways of the rules, in their order and at their times, and then says that all were tried', async () => {
    const { owner, notify, ring, later, channel, work } = await withRules();
    await notify(owner, owner.subject, 'high', { title: 'Database down', text: 'all of it' });
    await ring();
    expect(told(channel.sent)).toEqual(['a']);
    later(299_999);
    await ring();
    expect(told(channel.sent)).toEqual(['a']);
    later(1);
    await ring();
    later(300_000);
    await ring();
    expect(told(channel.sent)).toEqual(['a', 'b', 'a']);
    expect(work.events.map(({ type }) => type)).toContain('notifications.page.exhausted');
    expect(channel.sent[0]!.data.commonLabels).toEqual({ alertname: 'Database down' });
  });

  test('ends with the acknowledgement: later steps and what waits are not sent', async () => {
    const { owner, notify, acknowledge, ring, later, channel, list, work } = await withRules();
    channel.answer = async () => ({ outcome: 'failed', code: '503', error: 'busy' });
    const id = await notify(owner, owner.subject, 'high', { title: 'Database down', text: 'all of it' });
    await ring();
    await acknowledge(owner, id);
    await acknowledge(owner, id);
    later(600_000);
    await ring();
    expect(told(channel.sent)).toEqual(['a']);
    expect((await list()).map(({ status }) => status)).toEqual(['superseded']);
    expect(work.entries.filter(({ action }) => action === 'notifications.page.acknowledged')).toHaveLength(1);
  });

  test('makes up for what a stopped worker missed, once', async () => {
    const { owner, notify, ring, later, channel } = await withRules();
    await notify(owner, owner.subject, 'high', { title: 'Database down', text: 'all of it' });
    later(700_000);
    await ring();
    await ring();
    expect(told(channel.sent).sort()).toEqual(['a', 'a', 'b']);
  });

  test('goes everywhere at once where no rules are, and nowhere that is not verified', async () => {
    const { owner, contact, create, notify, ring, channel } = setup();
    for (const address of ['a', 'b']) await contact(address);
    await create(owner, { kind: 'webhook', address: 'c', label: '' });
    channel.sent.length = 0;
    await notify(owner, owner.subject, 'low', { title: 'Disk fills', text: 'slowly' });
    await ring();
    expect(told(channel.sent).sort()).toEqual(['a', 'b']);
  });
});
