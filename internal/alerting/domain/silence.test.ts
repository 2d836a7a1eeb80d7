import { randomUUID } from 'node:crypto';
import { after, noon } from '../fakes/samples.ts';
import { expireSilence, isForgotten, momentOf, nextMoment, SILENCE_RETENTION_MS, setSilence, silences, silenceState, type Silence, type SilenceId, type SilenceRequest } from './silence.ts';

const nextId = () => randomUUID() as SilenceId;
const request = (given: Partial<SilenceRequest> = {}): SilenceRequest => ({
  matchers: [{ name: 'service', op: '=', value: 'checkout' }, { name: 'pod', op: '=~', value: 'a|b' }],
  startsAt: noon,
  endsAt: after(3600),
  createdBy: 'ana',
  comment: 'moving',
  annotations: {},
  warnSeconds: 600,
  ...given,
});
const made = (given: Partial<SilenceRequest> = {}, now = noon): Silence => setSilence(undefined, request(given), now, nextId).stored;

describe('a silence', () => {
  test.each([
    [-1, 'pending'],
    [0, 'active'],
    [3599, 'active'],
    [3600, 'expired'],
  ] as const)('from noon to one is, %d seconds after noon, %s', (seconds, state) => {
    expect(silenceState(made(), after(seconds))).toBe(state);
  });

  test('that would begin in the past begins now', () => {
    expect(made({ startsAt: after(-600) }).startsAt).toEqual(noon);
    expect(made({ startsAt: undefined }).startsAt).toEqual(noon);
  });

  test.each<[string, Partial<SilenceRequest>, string, RegExp]>([
    ['without matchers', { matchers: [] }, '/matchers', /at least one matcher/],
    ['of empty equality only', { matchers: [{ name: 'a', op: '=', value: '' }] }, '/matchers', /must not match the empty string/],
    ['of patterns that match the empty text only', { matchers: [{ name: 'a', op: '=~', value: '.*' }, { name: 'b', op: '=~', value: 'x|' }] }, '/matchers', /must not match the empty string/],
    ['with a bad pattern', { matchers: [{ name: 'a', op: '=', value: 'b' }, { name: 'a', op: '=~', value: '(' }] }, '/matchers/1/value', /RE2/],
    ['with a pattern that grows', { matchers: [{ name: 'a', op: '=~', value: '(a{1,100}){1,100}' }] }, '/matchers/0/value', /RE2/],
    ['with a label without a name', { matchers: [{ name: '', op: '=', value: 'b' }] }, '/matchers/0/name', /label name/],
    ['that ends when it starts', { endsAt: noon }, '/ends_at', /before end time/],
    ['that ended', { startsAt: after(-7200), endsAt: after(-3600) }, '/ends_at', /in the past/],
    ['of ages', { endsAt: new Date('+010000-01-01T00:00:00Z') }, '/ends_at', /9999/],
    ['of a book', { comment: 'x'.repeat(32_768) }, '', /maximum size: \d+ bytes \(limit: 32768 bytes\)/],
  ])('%s is refused', (_, given, field, reason) => {
    expect(() => made(given)).toThrow(expect.objectContaining({ code: 'invalid', details: [{ field, reason: expect.stringMatching(reason) as string }] }) as Error);
  });

  test.each<[string, SilenceRequest['matchers']]>([
    ['differs from a text', [{ name: 'a', op: '!=', value: 'b' }]],
    ['differs from the empty text', [{ name: 'a', op: '!=', value: '' }]],
    ['does not match', [{ name: 'a', op: '!~', value: '.+' }]],
    ['is called anything', [{ name: 'größe in m²', op: '=', value: 'b' }]],
  ])('of one label that %s is taken, as Alertmanager takes it', (_, matchers) => {
    expect(made({ matchers }).matchers).toEqual(matchers);
  });

  test('matches by all of its matchers, and a missing label is an empty one', () => {
    const matches = silences(made({ matchers: [{ name: 'service', op: '=', value: 'checkout' }, { name: 'pod', op: '!=', value: 'c' }] }));
    expect([{ service: 'checkout' }, { service: 'checkout', pod: 'c' }, { service: 'cart' }].map(matches)).toEqual([true, false, false]);
  });
});

describe('a change of a silence', () => {
  const [pending, active] = [made({ startsAt: after(600) }), made()];
  const at = (seconds: number, previous: Silence, given: Partial<SilenceRequest>) => setSilence(previous, request({ startsAt: previous.startsAt, endsAt: previous.endsAt, ...given }), after(seconds), nextId);

  test.each<[string, Silence, number, Partial<SilenceRequest>]>([
    ['another end of an active one', active, 60, { endsAt: after(7200) }],
    ['an end right now', active, 60, { endsAt: after(60) }],
    ['another comment', active, 60, { comment: 'still moving', createdBy: 'ben' }],
    ['the same start to the second', active, 60, { startsAt: new Date(noon.getTime() + 999) }],
    ['another start of a pending one', pending, 60, { startsAt: after(1200) }],
  ])('%s keeps the id', (_, previous, seconds, given) => {
    const { stored, replaced, isNew } = at(seconds, previous, given);
    expect([stored.id, stored.version, isNew, replaced]).toEqual([previous.id, 2, false, undefined]);
    expect(stored.startsAt).toEqual(previous === active ? active.startsAt : given.startsAt);
  });

  test.each<[string, Silence, number, Partial<SilenceRequest>]>([
    ['other matchers', active, 60, { matchers: [{ name: 'service', op: '=', value: 'cart' }] }],
    ['the same matchers in another order', active, 60, { matchers: [...request().matchers].reverse() }],
    ['another start of an active one', active, 60, { startsAt: after(120) }],
    ['a start in the past of a pending one', pending, 60, { startsAt: after(30) }],
  ])('%s ends it and makes a new one', (_, previous, seconds, given) => {
    const { stored, replaced, isNew } = at(seconds, previous, given);
    expect([isNew, stored.version, replaced?.id]).toEqual([true, 1, previous.id]);
    expect(stored.id).not.toBe(previous.id);
    expect(silenceState(replaced!, after(seconds))).toBe('expired');
    expect(stored.startsAt >= after(seconds)).toBe(true);
  });

  test('of one that is over leaves that as it is and makes a new one', () => {
    const { stored, replaced } = at(4000, active, { endsAt: after(8000) });
    expect(replaced).toBeUndefined();
    expect([stored.id === active.id, stored.startsAt]).toEqual([false, after(4000)]);
  });

  test('to end it: an active one ends now, a pending one never begins, an expired one stays', () => {
    expect(expireSilence(active, after(60))).toMatchObject({ startsAt: noon, endsAt: after(60), version: 2 });
    expect(expireSilence(pending, after(60))).toMatchObject({ startsAt: after(60), endsAt: after(60) });
    expect(expireSilence(active, after(3600))).toBe(active);
  });
});

describe('the life of a silence', () => {
  test('goes from one moment to the next until it is forgotten', () => {
    const silence = made({ startsAt: after(600) });
    const life: (string | number)[][] = [];
    for (let now = noon; !isForgotten(silence, now); now = nextMoment(silence, now)) life.push([(now.getTime() - noon.getTime()) / 1000, momentOf(silence, now)]);
    expect(life).toEqual([[0, 'created'], [600, 'started'], [3000, 'ending'], [3600, 'expired']]);
    expect(nextMoment(silence, after(3600))).toEqual(new Date(after(3600).getTime() + SILENCE_RETENTION_MS));
  });

  test('has no warning when it is shorter than that, or wants none', () => {
    for (const silence of [made({ endsAt: after(600) }), made({ warnSeconds: 0 })]) {
      expect(nextMoment(silence, noon)).toEqual(silence.endsAt);
      expect(momentOf(silence, after(599))).toBe('started');
    }
  });
});
