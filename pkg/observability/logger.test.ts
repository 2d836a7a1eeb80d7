import { createLogger } from './index.ts';

describe('createLogger', () => {
  function capture() {
    const lines: string[] = [];
    const logger = createLogger({ service: 'spec', level: 'info', destination: { write: (line: string) => void lines.push(line) } });
    return { logger, lines };
  }

  test('writes one JSON object a line, with the level as a word', () => {
    const { logger, lines } = capture();
    logger.info({ tenant_id: 't1' }, 'first\nsecond');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', service: 'spec', tenant_id: 't1', msg: 'first\nsecond' });
    expect(lines[0]!.trimEnd()).not.toContain('\n');
  });

  test.each([
    [{ password: 'canary' }],
    [{ headers: { authorization: 'Bearer canary', cookie: 'canary' } }],
    [{ request: { headers: { 'x-api-key': 'canary' } } }],
    [{ config: { clientSecret: 'canary' } }],
  ])('never shows a secret: %j', (fields) => {
    const { logger, lines } = capture();
    logger.error(fields, 'failed');
    expect(lines.join()).toContain('[redacted]');
    expect(lines.join()).not.toContain('canary');
  });
});
