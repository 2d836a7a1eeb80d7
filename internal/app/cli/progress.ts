/** Tells people in a terminal, or a log, how a start goes on: one line per step. */
export interface Progress {
  /** Runs a step and prints its name, how long it took and what it returns: where to find the thing. */
  step<Result extends { readonly shown: string }>(name: string, run: (note: (doing: string) => void) => Promise<Result>): Promise<Result>;
  line(text: string): void;
}

const NAME_WIDTH = 20;

export function linesOn(output: { write(text: string): unknown }, now: () => number = Date.now): Progress {
  const line = (text: string): void => void output.write(`${text}\n`);
  return {
    line,
    async step(name, run) {
      const startedAt = now();
      const seconds = () => `${((now() - startedAt) / 1000).toFixed(1)} s`.padStart(8);
      try {
        const result = await run((doing) => line(`  ... ${name}: ${doing}`));
        line(`  ok  ${name.padEnd(NAME_WIDTH)}${seconds()}   ${result.shown}`.trimEnd());
        return result;
      } catch (error) {
        line(`  no  ${name.padEnd(NAME_WIDTH)}${seconds()}`);
        throw error;
      }
    },
  };
}
