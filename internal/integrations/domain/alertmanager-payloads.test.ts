import { fromNotifiedAlert, fromPostableAlert } from './alertmanager-payloads.ts';

const labels = { alertname: 'Always', cluster: 'demo', severity: 'warning' };

describe('alerts in Alertmanager’s protocols', () => {
  test('Prometheus vouches for an alert until its end', () => {
    // As Prometheus 2.42 sends it.
    const posted = {
      annotations: { summary: 'it is 1' },
      endsAt: '2026-11-21T10:43:44.730Z',
      startsAt: '2026-11-21T10:43:30.730Z',
      generatorURL: 'http://vm:9592/graph?g0.expr=vector%281%29+%3E+0&g0.tab=1',
      labels,
    };
    expect(fromPostableAlert(posted)).toEqual({
      labels,
      annotations: { summary: 'it is 1' },
      startsAt: new Date('2026-11-21T10:43:30.730Z'),
      endsAt: new Date('2026-11-21T10:43:44.730Z'),
      generatorUrl: 'http://vm:9592/graph?g0.expr=vector%281%29+%3E+0&g0.tab=1',
      source: 'prometheus',
      ends: 'by_time',
    });
  });

  test('Alertmanager says by its status whether an alert is over', () => {
    // As Alertmanager 0.25 sends them: nanoseconds, and the first moment of the year 1 for "not known".
    const notified = { labels, annotations: {}, startsAt: '2026-11-21T10:43:25.952591567Z', endsAt: '0001-01-01T00:00:00Z', generatorURL: '', fingerprint: '4bea16424a9569ea' };
    expect(fromNotifiedAlert({ ...notified, status: 'firing' })).toMatchObject({
      startsAt: new Date('2026-11-21T10:43:25.952Z'), endsAt: undefined, generatorUrl: '', source: 'alertmanager', ends: 'by_word', ended: false,
    });
    expect(fromNotifiedAlert({ ...notified, status: 'resolved', endsAt: '2026-11-21T10:44:00Z' })).toMatchObject({ endsAt: new Date('2026-11-21T10:44:00Z'), ended: true });
  });

  test('times that are missing stay missing, in whatever zone the sender writes "never"', () => {
    expect(fromPostableAlert({ labels })).toMatchObject({ startsAt: undefined, endsAt: undefined });
    expect(fromPostableAlert({ labels, startsAt: '0001-01-01T01:00:00+01:00' })).toMatchObject({ startsAt: undefined });
  });
});
