import type { Json } from '#internal/kernel';
import { invalid } from '#pkg/apperror';
import { isObject } from './json-shape.ts';

/** What a parameter must not hold, because it would make another channel of the address: separators, and the wildcards of subscribers. */
const OUTSIDE: Readonly<Record<string, readonly [pattern: RegExp, what: string]>> = {
  amqp: [/\p{Cc}/u, 'control characters'],
  mqtt: [/[/+#]|\p{Cc}/u, '/, + or #'],
  nats: [/[.*>\s]|\p{Cc}/u, 'dots, blanks, * or >'],
};

/**
 * The address of a broker's channel, its parameters (`alerts/{team}`) filled with the properties of the data. Unlike those of a URI they are not
 * encoded. Throws `invalid` for one that is not there, is empty, or would lead to another channel.
 */
export function channelAddress(template: string, values: Json, protocol: string): string {
  const [outside, what] = OUTSIDE[protocol] ?? [/\p{Cc}/u, 'control characters'];
  return template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const found = isObject(values) && Object.hasOwn(values, name) ? values[name] : undefined;
    const value = typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
    if (value === '') throw invalid(`channel/${name}`, `the input has no '${name}' for the channel ${template}`);
    if (outside.test(value)) throw invalid(`channel/${name}`, `the parameter '${name}' of the channel ${template} must not hold ${what}`);
    return value;
  });
}
