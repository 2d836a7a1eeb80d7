import type { JsonObject } from '#internal/kernel';
import { nextTime } from '#pkg/cron';
import type { WorkflowDefinition } from './definition.ts';
import { scheduleFaults } from './schedule-rules.ts';

const document = { dsl: '1.0.3', namespace: 'n', name: 'n', version: '1.0.0' };
const faults = (schedule: JsonObject | undefined, terms?: JsonObject) =>
  scheduleFaults({ document: { ...document, ...(terms && { metadata: { orchestrix: { schedule: terms } } }) }, ...(schedule && { schedule }) } as unknown as WorkflowDefinition, nextTime, new Date('2026-03-01T12:00:00Z')).map(({ field }) => field);
const TERMS = '/document/metadata/orchestrix/schedule';

describe('a schedule', () => {
  test.each<[JsonObject | undefined, JsonObject | undefined, readonly string[]]>([
    [{ cron: '0 9 * * *' }, { timeZone: 'Europe/Berlin', overlap: 'allow', jitter: 'PT1M', catchUp: 'PT10S' }, []],
    [{ every: 'PT1H' }, { overlap: 'buffer-one', jitter: { seconds: 5 } }, []],
    [{ on: { any: [] } }, undefined, []],
    [{ cron: '61 * * * *' }, undefined, ['/schedule/cron']],
    [{ cron: 'H 3 * * *' }, undefined, ['/schedule/cron']],
    [{ every: { milliseconds: 10 } }, undefined, ['/schedule/every']],
    [{ after: 'PT0S' }, undefined, ['/schedule/after']],
    [{ on: { any: [], until: false } }, undefined, ['/schedule/on/any/until']],
    [{ on: { one: { with: { data: '${ .a == $input.b }' } } } }, undefined, ['/schedule/on']],
    [{ cron: '0 9 * * *' }, { timeZone: 'Mars/Olympus' }, [`${TERMS}/timeZone`]],
    [{ cron: '0 9 * * *' }, { jitter: 'soon', catchUp: 'PT1S' }, [`${TERMS}/jitter`, `${TERMS}/catchUp`]],
    [{ every: 'PT1H' }, { timeZone: 'Europe/Berlin' }, [`${TERMS}/timeZone`]],
    [{ after: 'PT1H' }, { overlap: 'allow' }, [TERMS]],
    [{ on: { any: [] } }, { jitter: 'PT1S' }, [TERMS]],
    [undefined, { overlap: 'allow' }, [TERMS]],
  ])('%j with %j has its faults at %j', (schedule, terms, expected) => {
    expect(faults(schedule, terms)).toEqual(expected);
  });
});
