/** `pointer` extended by steps, escaped as RFC 6901 section 3 says. */
export const pointerTo = (pointer: string, ...steps: readonly (string | number)[]): string =>
  pointer + steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
