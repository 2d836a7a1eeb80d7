import { TransportError } from './problem.ts';

interface Range {
  readonly type: string;
  readonly quality: number;
}

function rangesOf(accept: string): Range[] {
  return accept
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
      return { type, quality: Number.isNaN(quality) ? 0 : quality };
    });
}

// RFC 9110 section 12.5.1: the most specific range that matches decides.
function qualityOf(mediaType: string, ranges: readonly Range[]): number {
  const family = `${mediaType.slice(0, mediaType.indexOf('/'))}/*`;
  for (const wanted of [mediaType, family, '*/*']) {
    const range = ranges.find(({ type }) => type === wanted);
    if (range) return range.quality;
  }
  return 0;
}

/**
 * The media type to answer, among the `offered` ones in the order of our preference; `undefined` when nothing is offered (answers without a body).
 * Throws `not_acceptable` when `accept` excludes them all.
 */
export function negotiate(accept: string | undefined, offered: readonly string[]): string | undefined {
  const [first] = offered;
  if (first === undefined || accept === undefined || accept === '*/*' || accept === first) return first;
  const ranges = rangesOf(accept);
  let best: { readonly mediaType: string; readonly quality: number } | undefined;
  for (const mediaType of offered) {
    const quality = qualityOf(mediaType, ranges);
    if (quality > (best?.quality ?? 0)) best = { mediaType, quality };
  }
  if (!best) throw new TransportError('not_acceptable', `this operation produces ${offered.join(' or ')}`);
  return best.mediaType;
}
