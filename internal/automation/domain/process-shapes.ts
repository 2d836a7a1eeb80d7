import { all, byProperty, flag, list, literal, object, oneOfThese, text, type Shape } from './json-shape.ts';
import { anyObject, duration } from './data-shapes.ts';
import { externalResource } from './endpoint-shapes.ts';

/* What `run` runs. */

const lifetime: Shape = (value, pointer, faults) => {
  const eventually = (value as { readonly cleanup?: unknown } | null)?.cleanup === 'eventually';
  object({ cleanup: literal('always', 'never', 'eventually'), ...(eventually && { after: duration }) }, ['cleanup', ...(eventually ? ['after'] : [])])(value, pointer, faults);
};
const container = object(
  {
    image: text(),
    name: text(),
    command: text(),
    ports: anyObject,
    volumes: anyObject,
    environment: anyObject,
    stdin: text(),
    arguments: list(text()),
    lifetime,
    pullPolicy: literal('ifNotPresent', 'always', 'never'),
  },
  ['image'],
);
const script = all(
  object({ language: text(), code: text(), source: externalResource, stdin: text(), arguments: list(text()), environment: anyObject }, ['language']),
  oneOfThese('code', 'source'),
);
const shell = object({ command: text(), stdin: text(), arguments: list(text()), environment: anyObject }, ['command']);
const workflow = object({ namespace: text(), name: text(), version: text(), input: anyObject }, ['namespace', 'name', 'version']);
const common = { await: flag, return: literal('stdout', 'stderr', 'code', 'all', 'none') };

export const run = byProperty({
  container: object({ ...common, container }),
  script: object({ ...common, script }),
  shell: object({ ...common, shell }),
  workflow: object({ ...common, workflow }),
});
