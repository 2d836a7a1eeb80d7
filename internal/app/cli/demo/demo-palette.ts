import { styleText } from 'node:util';
import type { Tone } from './act-facts.ts';

/** How text is set off, or not where nobody sees colours. */
export interface Palette {
  readonly tone: (tone: Tone, text: string) => string;
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
}

const TONES = { good: 'green', bad: 'red', busy: 'yellow', idle: 'dim' } as const satisfies Record<Tone, string>;

const paint = (format: Parameters<typeof styleText>[0], text: string): string => styleText(format, text, { validateStream: false });

export const COLOURS: Palette = {
  tone: (tone, text) => paint(TONES[tone], text),
  bold: (text) => paint('bold', text),
  faint: (text) => paint('dim', text),
};

export const NO_COLOURS: Palette = { tone: (_tone, text) => text, bold: (text) => text, faint: (text) => text };
