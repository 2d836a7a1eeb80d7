import { all, anything, byProperty, integer, map, object, oneOfThese, text, textOr, type Shape } from './json-shape.ts';
import { externalResource } from './endpoint-shapes.ts';
import { either, EXPRESSION, uri } from './uri-shapes.ts';

/* What the tasks of a definition are made of: expressions, durations, addresses, schemas, errors and retry policies. */

const ISO_DURATION = /^P(?!$)(\d+(?:\.\d+)?Y)?(\d+(?:\.\d+)?M)?(\d+(?:\.\d+)?W)?(\d+(?:\.\d+)?D)?(T(?=\d)(\d+(?:\.\d+)?H)?(\d+(?:\.\d+)?M)?(\d+(?:\.\d+)?S)?)?$/;
const POINTER = /^(?:\/(?:[^~/]|~0|~1)*)*$/;
/** RFC 3339. */
const TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

export const duration = textOr(
  text(either(EXPRESSION, ISO_DURATION), 'must be an ISO 8601 duration or an expression'),
  (value, pointer, faults) => {
    map(integer, 1)(value, pointer, faults);
    object({ days: anything, hours: anything, minutes: anything, seconds: anything, milliseconds: anything })(value, pointer, faults);
  },
);
export const time = text(either(TIME, EXPRESSION), 'must be a time like 2026-01-31T12:00:00Z or an expression');
export const schema = all(object({ format: text(), document: anything, resource: externalResource }), oneOfThese('document', 'resource'));
export const input = object({ schema, from: textOr(text(), map(anything)) });
export const output = object({ schema, as: textOr(text(), map(anything)) });
export const timeout = textOr(text(), object({ after: duration }, ['after']));
export const error = object(
  { type: uri, status: integer, title: text(), detail: text(), instance: text(either(POINTER, EXPRESSION), 'must be a JSON pointer or an expression') },
  ['type', 'status'],
);
export const retry = object({
  when: text(),
  exceptWhen: text(),
  delay: duration,
  backoff: byProperty({
    constant: object({ constant: object({}) }),
    linear: object({ linear: object({}) }),
    exponential: object({ exponential: object({}) }),
  }),
  limit: object({ attempt: object({ count: integer, duration }), duration }),
  jitter: object({ from: duration, to: duration }, ['from', 'to']),
});
/** Names with texts, or an expression that gives them. */
export const fields = textOr(text(EXPRESSION, 'must be an object or an expression'), map(text()));
/** Expected where any JSON object is. */
export const anyObject: Shape = map(anything);
