import { changeEventRule, ruleFinder } from './event-rule.ts';
import { after, ruleSettings, signalOf, someRule } from '../fakes/samples.ts';

describe('ruleFinder', () => {
  test('finds the first rule by position that matches', () => {
    const [late, early, other] = [someRule({ position: 20 }), someRule({ position: 10 }), someRule({ position: 5, matchers: [{ name: 'alertname', op: '=', value: 'Other' }] })];
    expect(ruleFinder([late, early, other])(signalOf())).toBe(early);
    expect(ruleFinder([late, early, other])(signalOf({ labels: { alertname: 'Other' } }))).toBe(other);
    expect(ruleFinder([late, early, other])(signalOf({ labels: { alertname: 'Unheard' } }))).toBeUndefined();
  });

  test('passes over rules that are switched off', () => {
    expect(ruleFinder([someRule({ enabled: false })])(signalOf())).toBeUndefined();
  });

  test('all matchers of a rule have to match', () => {
    const rule = someRule({ matchers: [{ name: 'service', op: '=~', value: 'check.*' }, { name: 'region', op: '=', value: '' }] });
    expect(ruleFinder([rule])(signalOf())).toBe(rule);
    expect(ruleFinder([rule])(signalOf({ labels: { region: 'eu' } }))).toBeUndefined();
  });
});

describe('an alert rule', () => {
  test('counts its versions', () => {
    const rule = someRule();
    expect(changeEventRule(rule, ruleSettings({ name: 'new' }), after(1))).toMatchObject({ id: rule.id, name: 'new', version: 2, createdAt: rule.createdAt, updatedAt: after(1) });
  });

  test.each([
    [{ matchers: [{ name: 'a', op: '=~' as const, value: '(' }] }, '/matchers/0/value'],
    [{ matchers: [{ name: 'a', op: '=' as const, value: '\ud800' }] }, '/matchers/0/value'],
    [{ name: 'x\u0000' }, '/name'],
    [{ labels: { 'a-b': 'x' } }, '/labels'],
    [{ annotations: { a: '\udc00' } }, '/annotations/a'],
  ])('refuses %j', (settings, field) => {
    expect(() => someRule(settings)).toThrow(expect.objectContaining({ code: 'invalid', details: [expect.objectContaining({ field })] }) as Error);
  });
});
