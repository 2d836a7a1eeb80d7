import { stripVTControlCharacters } from 'node:util';
import { actFrame, clipped, duration } from './act-frame.ts';
import { momentsBetween } from './act-moments.ts';
import { COLOURS, NO_COLOURS } from './demo-palette.ts';
import { inFull, quiet } from './fakes/act-samples.ts';
import { liveView } from './live-view.ts';

describe('momentsBetween', () => {
  test('begins with everything that is known', () => {
    expect(momentsBetween(undefined, quiet)).toEqual([
      'checkout-k3f9-1: healthy  0 of 4 workers stuck, 0 of 10 checkouts failed',
      'Prometheus 2.42.0: inactive  http://127.0.0.1:9090/alerts',
    ]);
  });

  test('tells what changed, step by step', () => {
    expect(momentsBetween(quiet, inFull)).toEqual([
      'checkout-k3f9-1: workers hang · traffic on standby  4 of 4 workers stuck, 7 of 10 checkouts failed',
      'Prometheus 2.42.0: firing',
      'alert: firing  CheckoutWorkersStuck, critical',
      'policy: Fix stuck workers  mode auto',
      'remediation: running  target checkout-k3f9-1',
      'workflow: running  Restart workers v1  http://127.0.0.1:8233/workflows/t',
      '  scale-up-standby: completed, ticket COMPLETED, 45 ms',
      '  shift-traffic: running, ticket RUNNING, try 2',
    ]);
  });

  test('is silent while only figures change', () => {
    expect(momentsBetween(inFull, { ...inFull, at: new Date(), service: { ...inFull.service, requests: 99 } })).toEqual([]);
  });
});

describe('actFrame', () => {
  test('has a line for each subject and each step', () => {
    expect(actFrame(inFull, NO_COLOURS)).toEqual([
      '  checkout-k3f9-1    workers hang · traffic on standby  4 of 4 workers stuck, 7 of 10 checkouts failed',
      '  Prometheus 2.42.0  firing',
      '  alert              firing  CheckoutWorkersStuck, critical',
      '  policy             Fix stuck workers  mode auto',
      '  remediation        running  target checkout-k3f9-1',
      '  workflow           running  Restart workers v1',
      '',
      '     step                ticket     tries    took',
      '  ✔  scale-up-standby    COMPLETED      1    45 ms',
      '  ●  shift-traffic       RUNNING        2    5.0 s',
      ...['drain             ', 'restart-workers   ', 'undrain           ', 'return-traffic    ', 'scale-down-standby'].map((name) => `  ·  ${name}`),
    ]);
  });
});

describe('clipped', () => {
  test('leaves what fits as it is', () => {
    expect(clipped('12345', 5)).toBe('12345');
  });

  test('cuts at the width, colours not counted, and still ends the colours', () => {
    const line = `${COLOURS.bold('abcdef')} ${COLOURS.tone('bad', 'ghijkl')}`;
    const cut = clipped(line, 9);
    expect(stripVTControlCharacters(cut)).toBe('abcdef g…');
    expect(cut.endsWith('\u001b[39m')).toBe(true);
    expect(stripVTControlCharacters(clipped(line, 4))).toBe('abc…');
  });
});

test('durations are in milliseconds below a second', () => {
  expect([duration(undefined), duration(-3), duration(999), duration(1250)]).toEqual(['', '0 ms', '999 ms', '1.3 s']);
});

describe('liveView', () => {
  function screen(isTTY: boolean) {
    const written: string[] = [];
    return { isTTY, columns: 60, rows: 40, write: (text: string) => void written.push(text), written };
  }

  test('writes timed lines without colours or cursor movements where there is no terminal', () => {
    const out = screen(false);
    const view = liveView(out);
    view.say('Act one');
    view.show(quiet);
    view.show(inFull);
    view.show(inFull);
    view.settle();
    const text = out.written.join('');
    expect(stripVTControlCharacters(text)).toBe(text);
    expect(text.split('\n').filter((line) => line.includes('alert: firing'))).toEqual(['   3.0 s  alert: firing  CheckoutWorkersStuck, critical']);
  });

  test('draws over its own picture on a terminal, cuts its lines, and says links in full once', () => {
    const out = screen(true);
    const view = liveView(out);
    view.show(quiet);
    const height = out.written.at(-1)?.split('\n').length ?? 0;
    view.show(quiet);
    expect(out.written.at(-1)).toContain(`\u001b[${height - 1}A\u001b[0J`);
    view.settle();
    const lines = stripVTControlCharacters(out.written.join('')).split('\n');
    expect(lines.filter((line) => line.includes('http://127.0.0.1:9090/alerts'))).toHaveLength(1);
    expect(lines.every((line) => line.length <= 60)).toBe(true);
    expect(out.written.at(-1)).toBe('\u001b[?25h');
  });

  test('what is said while a picture lives goes above it', () => {
    const out = screen(true);
    const view = liveView(out);
    view.show(quiet);
    view.say('kill -9 1234');
    const text = stripVTControlCharacters(out.written.slice(-2).join(''));
    expect(text.indexOf('kill')).toBeLessThan(text.indexOf('checkout-k3f9-1'));
  });

  test.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('%p turns colours off', (environment) => {
    const out = screen(true);
    const view = liveView(out, environment);
    view.say(view.palette.tone('bad', 'plain'));
    expect(out.written).toEqual(['plain\n']);
  });
});
