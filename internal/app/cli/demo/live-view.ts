import { actFrame, clipped, duration } from './act-frame.ts';
import { momentsBetween } from './act-moments.ts';
import { factsOf } from './act-facts.ts';
import type { ActSnapshot } from './act-snapshot.ts';
import { COLOURS, NO_COLOURS, type Palette } from './demo-palette.ts';

/** Where the demo tells its story: a terminal gets a picture that is drawn over and over, everything else gets lines. */
export interface LiveView {
  readonly palette: Palette;
  /** Columns of the terminal; infinite elsewhere. */
  readonly width: number;
  /** A line that stays. */
  say(line?: string): void;
  /** Something that the demo itself does to the act. */
  note(line: string): void;
  /** The present state of the act. */
  show(snapshot: ActSnapshot): void;
  /** The picture is final; the next one is drawn below it. Also gives the cursor back. */
  settle(): void;
}

/** The part of a stream that is needed: `process.stdout`, or a test's. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/** A live picture on a terminal that is tall enough for it, lines elsewhere. Colours follow `NO_COLOR` (no-color.org) and `TERM=dumb`. */
export function liveView(screen: Screen, environment: Readonly<Record<string, string | undefined>> = {}): LiveView {
  if (screen.isTTY !== true || environment['TERM'] === 'dumb') return linesView(screen);
  return pictureView(screen, environment['NO_COLOR'] ? NO_COLOURS : COLOURS);
}

/** Says nothing, for those who want only the report. */
export const silentView: LiveView = { palette: NO_COLOURS, width: Infinity, say: () => undefined, note: () => undefined, show: () => undefined, settle: () => undefined };

function linesView(screen: Screen): LiveView {
  let before: ActSnapshot | undefined;
  let began: number | undefined;
  const timed = (at: number, line: string): void => {
    began ??= at;
    screen.write(`${`${((at - began) / 1000).toFixed(1)} s`.padStart(8)}  ${line}\n`);
  };
  return {
    palette: NO_COLOURS,
    width: Infinity,
    say: (line = '') => void screen.write(`${line}\n`),
    note: (line) => timed(Date.now(), line),
    show(snapshot) {
      for (const moment of momentsBetween(before, snapshot)) timed(snapshot.at.getTime(), moment);
      before = snapshot;
    },
    settle() {
      before = undefined;
      began = undefined;
    },
  };
}

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

function pictureView(screen: Screen, palette: Palette): LiveView {
  let drawn = 0;
  const erase = (): string => (drawn === 0 ? '' : `\u001b[${drawn}A\u001b[0J`);
  const draw = (lines: readonly string[]): void => {
    const fitting = lines.slice(0, Math.max(1, (screen.rows ?? 24) - 1)).map((line) => clipped(line, screen.columns ?? 80));
    screen.write(`${HIDE_CURSOR}${erase()}${fitting.join('\n')}\n`);
    drawn = fitting.length;
  };
  let picture: readonly string[] = [];
  let began: number | undefined;
  const saidLinks = new Set<string>();
  // Above the picture, so that what stays scrolls up and what lives stays at the bottom.
  const say = (line = ''): void => {
    screen.write(`${erase()}${line}\n`);
    drawn = 0;
    if (picture.length > 0) draw(picture);
  };
  return {
    palette,
    get width() {
      return screen.columns ?? 80;
    },
    say,
    note: (line) => say(`  ${palette.bold(line)}`),
    show(snapshot) {
      const passedMs = snapshot.at.getTime() - (began ??= snapshot.at.getTime());
      // Links stay in full: a picture would cut them.
      for (const { subject, link } of factsOf(snapshot)) {
        if (link === undefined || saidLinks.has(link)) continue;
        saidLinks.add(link);
        say(`  ${palette.faint(subject)}  ${link}`);
      }
      picture = ['', ...actFrame(snapshot, palette), palette.faint(`\n  ${duration(passedMs)}`)].join('\n').split('\n');
      draw(picture);
    },
    settle() {
      picture = [];
      drawn = 0;
      began = undefined;
      screen.write(SHOW_CURSOR);
    },
  };
}
