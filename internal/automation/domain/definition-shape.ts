import { all, anything, byProperty, flag, integer, list, literal, map, namedItems, object, open, refused, text, textOr, textOrList, type Shape } from './json-shape.ts';
import { callShape } from './call-shapes.ts';
import { anyObject, duration, error, input, output, retry, timeout } from './data-shapes.ts';
import { authentication } from './endpoint-shapes.ts';
import { eachEvent, emit, listen, schedule } from './event-shapes.ts';
import { compensation, taskTerms, workflowTerms } from './extension-shapes.ts';
import { run } from './process-shapes.ts';

/*
 * The grammar of a definition. `api/workflow-dsl/workflow.schema.json` says the same to other programs; a test holds the two together.
 * This one exists because it names the fault: a JSON Schema full of alternatives can only say that none of them fits.
 */
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;
const LABEL = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;

// Functions, because tasks hold tasks.
const task: Shape = (value, pointer, faults) => anyTask(value, pointer, faults);
const tasks: Shape = (value, pointer, faults) => namedItems(task)(value, pointer, faults);
const base = {
  if: text(),
  input,
  output,
  export: output,
  timeout,
  then: text(),
  metadata: open({ orchestrix: taskTerms(tasks) }),
  compensate: compensation(tasks),
};
const filter = object({ type: text(), status: integer, instance: text(), title: text(), detail: text() });
const handler = object({
  errors: object({ with: all(map(anything, 1), filter) }),
  as: text(),
  when: text(),
  exceptWhen: text(),
  retry: textOr(text(), retry),
  do: tasks,
  then: text(),
});
// `for` comes with a `do` of its own, so `do` is looked for last.
const anyTask = byProperty({
  for: object({ ...base, for: object({ each: text(), in: textOrList(text(), list(anyObject)), at: text() }, ['in']), while: text(), do: tasks }, ['do']),
  fork: object({ ...base, fork: object({ branches: tasks, compete: flag }, ['branches']) }),
  listen: object({ ...base, listen, foreach: eachEvent(tasks) }),
  emit: object({ ...base, emit }),
  run: object({ ...base, run }),
  call: callShape(base),
  set: object({ ...base, set: textOr(text(), map(anything, 1)) }),
  wait: object({ ...base, wait: duration }),
  switch: object({ ...base, switch: namedItems(object({ when: text(), then: text() }, ['then']), 1) }),
  try: object({ ...base, try: tasks, catch: handler }, ['catch']),
  raise: object({ ...base, raise: object({ error: textOr(text(), error) }, ['error']) }),
  do: object({ ...base, do: tasks }),
});
const extension = object(
  { extend: literal('call', 'composite', 'emit', 'for', 'listen', 'raise', 'run', 'set', 'switch', 'try', 'wait', 'all'), when: text(), before: tasks, after: tasks },
  ['extend'],
);

/** The shape of a whole definition. */
export const definitionShape: Shape = object(
  {
    document: object(
      {
        dsl: text(SEMVER, 'must be a version like 1.0.3'),
        namespace: text(LABEL, 'must be letters, digits and inner hyphens, at most 63'),
        name: text(LABEL, 'must be letters, digits and inner hyphens, at most 63'),
        version: text(SEMVER, 'must be a version like 1.0.0'),
        title: text(),
        summary: text(),
        tags: anyObject,
        metadata: open({ orchestrix: workflowTerms }),
      },
      ['dsl', 'namespace', 'name', 'version'],
    ),
    input,
    output,
    timeout,
    use: object({
      errors: map(error),
      retries: map(retry),
      timeouts: map(object({ after: duration }, ['after'])),
      authentications: map(authentication),
      functions: map(task),
      secrets: list(text(/./, 'must not be empty')),
      extensions: namedItems(extension),
      catalogs: refused('is not supported: a saved definition must not change, and what lies in a catalog may; put its functions into use.functions'),
    }),
    schedule,
    evaluate: object({ language: literal('jq'), mode: literal('strict') }),
    do: tasks,
  },
  ['document', 'do'],
);
