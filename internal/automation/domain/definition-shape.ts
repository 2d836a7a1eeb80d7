import { anything, byProperty, flag, integer, literal, map, namedItems, object, refused, text, textOr, type Shape } from './json-shape.ts';

/*
 * The grammar of a definition. `api/workflow-dsl/workflow.schema.json` says the same to other programs; a test holds the two together.
 * This one exists because it names the fault: a JSON Schema full of alternatives can only say that none of them fits.
 */
const EXPRESSION = /^\s*\$\{.+\}\s*$/;
const ISO_DURATION = /^P(?!$)(\d+(?:\.\d+)?Y)?(\d+(?:\.\d+)?M)?(\d+(?:\.\d+)?W)?(\d+(?:\.\d+)?D)?(T(?=\d)(\d+(?:\.\d+)?H)?(\d+(?:\.\d+)?M)?(\d+(?:\.\d+)?S)?)?$/;
const URI = /^(?!\s*\$\{)(?=\S)(([^:/?#]+):)?(\/\/([^/?#\s]*))?([^?#\s]*)(\?([^#\s]*))?(#(\S*))?$/;
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;
const LABEL = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;
const POINTER = /^(?:\/(?:[^~/]|~0|~1)*)*$/;

const either = (...patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'));
const notYet = (what: string): Shape => refused(`${what} is not supported yet`);

const duration = textOr(
  text(either(EXPRESSION, ISO_DURATION), 'must be an ISO 8601 duration or an expression'),
  (value, pointer, faults) => {
    map(integer, 1)(value, pointer, faults);
    object({ days: anything, hours: anything, minutes: anything, seconds: anything, milliseconds: anything })(value, pointer, faults);
  },
);
const uri = text(either(URI, EXPRESSION), 'must be a URI, a URI template or an expression');
const schema = object({ format: text(), document: anything, resource: notYet('a schema from a resource') }, ['document']);
const input = object({ schema, from: textOr(text(), map(anything)) });
const output = object({ schema, as: textOr(text(), map(anything)) });
const timeout = textOr(text(), object({ after: duration }, ['after']));
const error = object({ type: uri, status: integer, title: text(), detail: text(), instance: text(either(POINTER, EXPRESSION), 'must be a JSON pointer or an expression') }, ['type', 'status']);
const retry = object({
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
const authentication = byProperty({
  basic: object({ basic: object({ username: text(), password: text() }, ['username', 'password']) }),
  bearer: object({ bearer: object({ token: text() }, ['token']) }),
  digest: notYet('digest authentication'),
  oauth2: notYet('oauth2 authentication'),
  oidc: notYet('oidc authentication'),
});
const endpoint = textOr(uri, object({ uri, authentication: byProperty({ use: object({ use: text(/./, 'must not be empty') }), basic: authentication, bearer: authentication, digest: authentication, oauth2: authentication, oidc: authentication }) }, ['uri']));
const fields = textOr(text(EXPRESSION, 'must be an object or an expression'), map(text()));

// A function, because tasks hold tasks.
const tasks: Shape = (value, pointer, faults) => namedItems(task)(value, pointer, faults);
const base = {
  if: text(),
  input,
  output,
  export: output,
  timeout,
  then: text(),
  metadata: map(anything),
  compensate: object({ do: tasks, when: text(), retry: textOr(text(), retry) }, ['do']),
};
const http = object({ method: text(), endpoint, headers: fields, query: fields, body: anything, output: literal('content', 'response'), redirect: flag }, ['method', 'endpoint']);
const filter = object({ type: text(), status: integer, instance: text(), title: text(), detail: text() });
const handler = object({
  errors: object({ with: (value, pointer, faults) => (map(anything, 1)(value, pointer, faults), filter(value, pointer, faults)) }),
  as: text(),
  when: text(),
  exceptWhen: text(),
  retry: textOr(text(), retry),
  do: tasks,
  then: text(),
});
const call: Shape = (value, pointer, faults) => {
  const name = (value as { readonly call: unknown }).call;
  if (name === 'http') object({ ...base, call: anything, with: http }, ['with'])(value, pointer, faults);
  else faults.push({ field: pointer, reason: typeof name === 'string' ? `call '${name}' is not supported yet` : 'call must be a string' });
};
const unsupported = Object.fromEntries(['for', 'fork', 'listen', 'emit', 'run'].map((type) => [type, notYet(`task type '${type}'`)]));
// `for` comes with a `do` of its own, so the unsupported types are looked for first.
const task = byProperty({
  ...unsupported,
  call,
  set: object({ ...base, set: textOr(text(), map(anything, 1)) }),
  wait: object({ ...base, wait: duration }),
  switch: object({ ...base, switch: namedItems(object({ when: text(), then: text() }, ['then']), 1) }),
  try: object({ ...base, try: tasks, catch: handler }, ['catch']),
  raise: object({ ...base, raise: object({ error: textOr(text(), error) }, ['error']) }),
  do: object({ ...base, do: tasks }),
});

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
        tags: map(anything),
        metadata: map(anything),
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
      ...Object.fromEntries(['extensions', 'functions', 'secrets', 'catalogs'].map((part) => [part, notYet(`use.${part}`)])),
    }),
    evaluate: object({ language: literal('jq'), mode: literal('strict') }),
    schedule: notYet('schedule'),
    do: tasks,
  },
  ['document', 'do'],
);
