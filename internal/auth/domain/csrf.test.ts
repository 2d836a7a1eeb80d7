import { comesFromOurPages } from './csrf.ts';
import { safeReturnPath } from './session.ts';

const ours = 'https://orchestrix.example';

// method, Origin, Sec-Fetch-Site → let through?
const table: readonly (readonly [string, string | undefined, string | undefined, boolean])[] = [
  ['GET', undefined, undefined, true],
  ['GET', 'https://evil.example', 'cross-site', true],
  ['head', undefined, 'cross-site', true],
  ['POST', ours, 'same-origin', true],
  ['POST', ours, undefined, true],
  ['POST', undefined, 'same-origin', true],
  ['POST', undefined, undefined, false],
  ['POST', undefined, 'none', false],
  ['POST', ours, 'none', false],
  ['POST', ours, 'same-site', false],
  ['POST', ours, 'cross-site', false],
  ['POST', 'https://evil.example', 'same-origin', false],
  ['POST', 'https://evil.example', undefined, false],
  ['POST', 'null', undefined, false],
  ['POST', 'null', 'same-origin', false],
  ['POST', '', undefined, false],
  ['POST', `${ours}.evil.example`, undefined, false],
  ['POST', `${ours}:8443`, undefined, false],
  ['POST', 'http://orchestrix.example', undefined, false],
  ['POST', `${ours}/`, undefined, false],
  ['PUT', ours, 'cross-site', false],
  ['PATCH', undefined, undefined, false],
  ['DELETE', 'https://evil.example', 'cross-site', false],
  ['PROPFIND', undefined, undefined, false],
];

test.each(table)('%s with Origin %p and Sec-Fetch-Site %p is let through: %p', (method, origin, secFetchSite, expected) => {
  expect(comesFromOurPages({ method, origin, secFetchSite }, [ours])).toBe(expected);
});

test.each(['/', '/docs', '/alerts?status=firing&x=%20', '/a//b'])('after sign-in the browser may return to %p', (path) => {
  expect(safeReturnPath(path)).toBe(path);
});

test.each([undefined, '', 'docs', '//evil.example', '/\\evil.example', '\\\\evil', 'https://evil.example', 'javascript:alert(1)', '/a\r\nSet-Cookie: x', '/ä', `/${'a'.repeat(2001)}`, '/a\\..\\b'])(
  'it never returns to %p',
  (path) => {
    expect(safeReturnPath(path)).toBe('/');
  },
);
