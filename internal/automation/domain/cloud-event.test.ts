import type { ErrorDetail } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { cloudEventOf, readEvent, type CloudEvent } from './cloud-event.ts';

const event: CloudEvent = { specversion: '1.0', id: '1', source: '/sensors/7', type: 'com.example.measured' };
const faultsOf = (value: Json): readonly ErrorDetail[] => {
  const faults: ErrorDetail[] = [];
  cloudEventOf(value, '/0', faults);
  return faults;
};

describe('a CloudEvent', () => {
  test.each<[string, JsonObject]>([
    ['the four required attributes', {}],
    ['all others', { subject: 'room', time: '2026-03-01T12:00:00.123+01:00', datacontenttype: 'application/json; charset=utf-8', dataschema: 'https://example.com/s', data: { a: [1] } }],
    ['binary data', { data_base64: 'AAEC' }],
    ['extension attributes', { roomid: 'r1', retries: 3, urgent: true }],
  ])('may have %s', (_, more) => {
    expect(faultsOf({ ...event, ...more })).toEqual([]);
  });

  test.each<[string, Json, string]>([
    ['no object', 'hello', '/0'],
    ['no id', { specversion: '1.0', source: 's', type: 't' }, '/0/id'],
    ['another version', { ...event, specversion: '0.3' }, '/0/specversion'],
    ['an empty type', { ...event, type: '' }, '/0/type'],
    ['a source with spaces', { ...event, source: 'my sensor' }, '/0/source'],
    ['a time of no calendar', { ...event, time: '2026-13-01T00:00:00Z' }, '/0/time'],
    ['a relative schema', { ...event, dataschema: 'schema.json' }, '/0/dataschema'],
    ['a media type that is none', { ...event, datacontenttype: 'json' }, '/0/datacontenttype'],
    ['broken base64', { ...event, data_base64: 'A' }, '/0/data_base64'],
    ['data twice', { ...event, data: 1, data_base64: 'AAEC' }, '/0/data_base64'],
    ['an attribute with capitals', { ...event, roomId: 'r1' }, '/0/roomId'],
    ['an attribute that is an object', { ...event, room: { id: 1 } }, '/0/room'],
    ['a depth of causation that is none', { ...event, orchestrixdepth: -1 }, '/0/orchestrixdepth'],
    ['more than 64 KiB', { ...event, data: 'x'.repeat(65 * 1024) }, '/0'],
  ])('with %s is refused, and its place is named', (_, value, field) => {
    expect(faultsOf(value)).toEqual([{ field, reason: expect.any(String) }]);
  });

  test.each<['data' | 'envelope' | 'raw', JsonObject, Json]>([
    ['data', { data: { a: 1 } }, { a: 1 }],
    ['data', {}, null],
    ['data', { data_base64: 'AAEC' }, 'AAEC'],
    ['raw', { data: { a: 1 } }, '{"a":1}'],
    ['raw', { data_base64: 'AAEC' }, 'AAEC'],
    ['envelope', { data: 1 }, { ...event, data: 1 }],
  ])('is read as %s', (as, more, expected) => {
    expect(readEvent({ ...event, ...more }, as)).toEqual(expected);
  });
});
