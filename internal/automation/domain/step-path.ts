/** The path of a step: the JSON pointer of its task, with the iterations in which it and the tasks around it ran. */
export interface IteratedPath {
  readonly path: string;
  readonly pointer: string;
  /** By the pointer of the task that ran more than once. */
  readonly iterations: ReadonlyMap<string, number>;
}

const MARK = /#(\d+)$/;

/** Takes a path apart; `/do/0/each#2/do/0/call` is the task `/do/0/each/do/0/call` in the second iteration of `/do/0/each`. */
export function runsOf(path: string): IteratedPath {
  const iterations = new Map<string, number>();
  let pointer = '';
  for (const segment of path.split('/').slice(1)) {
    const [mark, digits] = MARK.exec(segment) ?? [];
    pointer += `/${mark === undefined ? segment : segment.slice(0, -mark.length)}`;
    if (digits !== undefined) iterations.set(pointer, Number(digits));
  }
  return { path, pointer, iterations };
}

/** Another name of a place in the definition: what runs in a function is named after the call. */
export interface Renamed {
  readonly pointer: string;
  readonly path: string;
}

/** The name of a task that has run once. */
export const renamed = (names: Renamed | undefined, pointer: string): string =>
  names && (pointer === names.pointer || pointer.startsWith(`${names.pointer}/`)) ? names.path + pointer.slice(names.pointer.length) : pointer;

/** The JSON pointer of a step's task in the definition. */
export const pointerOf = (path: string): string => runsOf(path).pointer;
