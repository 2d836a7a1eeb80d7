import { parse } from 'yaml';
import { actNames } from './demo-payloads.ts';
import { prometheusConfig, prometheusRules } from './prometheus-config.ts';
import { evaluate, postedAlert } from './prometheus-stand-in.ts';

const names = actNames('k3f9', 1);
const order = { names, serviceUrl: 'http://127.0.0.1:4000', apiUrl: 'https://orchestrix.example/base', apiKey: 'orx_secret' };
const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 1, 12, 0, seconds));

describe('evaluate', () => {
  test('the condition has to hold for two seconds before the alert fires', () => {
    const first = evaluate({}, 4, at(0));
    expect(first).toEqual({ activeAt: at(0) });
    const second = evaluate(first, 2, at(1));
    expect(second).toEqual({ activeAt: at(0) });
    expect(evaluate(second, 3, at(2))).toEqual({ activeAt: at(0), firedAt: at(2) });
  });

  test('it is over as soon as the condition does not hold, or nothing can be read', () => {
    const firing = { activeAt: at(0), firedAt: at(2) };
    expect(evaluate(firing, 4, at(9))).toEqual(firing);
    expect(evaluate(firing, 1, at(9))).toEqual({});
    expect(evaluate({ activeAt: at(0) }, undefined, at(9))).toEqual({});
  });
});

describe('postedAlert', () => {
  test('carries the labels that a Prometheus would send, and says until when it is vouched for', () => {
    expect(postedAlert(order, at(2), at(3), false)).toMatchObject({
      labels: { alertname: 'CheckoutWorkersStuck', instance: 'checkout-k3f9-1', job: 'checkout', severity: 'critical', service: 'checkout', demo_run: 'k3f9-1' },
      startsAt: '2026-03-01T12:00:02.000Z',
      endsAt: '2026-03-01T12:04:03.000Z',
    });
  });

  test('ends now when it is over', () => {
    expect(postedAlert(order, at(2), at(3), true).endsAt).toBe('2026-03-01T12:00:03.000Z');
  });
});

describe('the configuration of a real Prometheus', () => {
  test('lists Orchestrix as its Alertmanager and keeps the key in a file', () => {
    const text = prometheusConfig(order, { rules: '/data/rules.yml', key: '/data/key' });
    expect(text).not.toContain('orx_secret');
    expect(parse(text)).toMatchObject({
      rule_files: ['/data/rules.yml'],
      scrape_configs: [{ static_configs: [{ targets: ['127.0.0.1:4000'], labels: { instance: 'checkout-k3f9-1' } }] }],
      alerting: { alertmanagers: [{ scheme: 'https', path_prefix: '/base', api_version: 'v2', authorization: { type: 'Bearer', credentials_file: '/data/key' }, static_configs: [{ targets: ['orchestrix.example'] }] }] },
    });
  });

  test('has the rule that the stand-in evaluates', () => {
    expect(parse(prometheusRules(order))).toMatchObject({
      groups: [{ rules: [{ alert: 'CheckoutWorkersStuck', expr: 'checkout_stuck_workers{instance="checkout-k3f9-1"} >= 2', for: '2s', labels: { demo_run: 'k3f9-1' } }] }],
    });
  });
});
