import { all, anything, byProperty, list, literal, map, object, open, text, textOr, type Shape } from './json-shape.ts';
import { duration, output, time } from './data-shapes.ts';
import { uri } from './uri-shapes.ts';

/* What `emit`, `listen` and `schedule` say of events. */

// CloudEvents 1.0: an event may have attributes of its own beside these.
const properties = { id: text(), source: uri, type: text(), time, subject: text(), datacontenttype: text(), dataschema: uri, data: anything };
const filter = object({ with: all(map(anything, 1), open(properties)), correlate: map(object({ from: text(), expect: text() }, ['from'])) }, ['with']);
const strategies = { one: object({ one: filter }), all: object({ all: list(filter) }) };
/** Which events end `any`: a strategy without an end of its own. */
const until = byProperty({ ...strategies, any: object({ any: list(filter) }) });
const consumption = byProperty({ ...strategies, any: object({ any: list(filter), until: textOr(text(), until) }) });
const read = literal('data', 'envelope', 'raw');

export const emit = object({ event: object({ with: open(properties, ['type']) }, ['with']) }, ['event']);
export const listen = object({ to: consumption, read }, ['to']);
/** What is done with each event; `tasks` is the shape of a list of tasks. */
export const eachEvent = (tasks: Shape): Shape => object({ item: text(), at: text(), do: tasks, output, export: output });
export const schedule = byProperty({
  every: object({ every: duration }),
  cron: object({ cron: text() }),
  after: object({ after: duration }),
  on: object({ on: consumption, read }),
});
