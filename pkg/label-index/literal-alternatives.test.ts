import { literalAlternatives } from './literal-alternatives.ts';

test.each([
  ['api', ['api']],
  ['api|web', ['api', 'web']],
  ['(api|web)', ['api', 'web']],
  ['(?:api|web)', ['api', 'web']],
  ['a\\.b|c\\\\d', ['a.b', 'c\\d']],
  ['a\\|b', ['a|b']],
  ['a-b|c\\-d|e\\/f', ['a-b', 'c-d', 'e/f']],
  ['', ['']],
  ['api|', ['api', '']],
  ['()', ['']],
])('%s names %j', (pattern, texts) => {
  expect(literalAlternatives(pattern)).toEqual(texts);
});

test.each(['a.b', 'a*', '.*', '^a', 'a$', '[ab]', '\\d', '\\bx', 'a\\', '(a)(b)', '(a|b)c', '(a', 'a)', '((a))', '(?i)a', '(?i:a)', '(?P<n>a)', 'a{2}', '\\Qa.b\\E', '\\x41'])('%s is a regular expression', (pattern) => {
  expect(literalAlternatives(pattern)).toBeUndefined();
});
