const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Every word with a capital at its beginning; the rest stays. Words are those of Unicode (UAX #29). */
export const titleCase = (text: string): string =>
  [...segmenter.segment(text)].map(({ segment }) => segment.replace(/\p{L}/u, (letter) => (letter.toUpperCase().length > letter.length ? letter : letter.toUpperCase()))).join('');
