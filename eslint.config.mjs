import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const noEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only internal/app/config.ts reads the environment; everybody else receives values.',
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.orchestrix/'] },
  js.configs.recommended,
  { files: ['**/*.{mjs,cjs}'], languageOptions: { globals: globals.node } },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-restricted-imports': ['error', { patterns: [{ regex: '^\\.\\./\\.\\./(?!internal/app/|internal/[a-z]+/module\\.ts$|sdk/[a-z]+/index\\.ts$)', message: 'Leave a context by #internal/<context> or #pkg/<lib>.' }] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        noEnv,
      ],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/require-await': 'off',
    },
  },
  // Nobody reads what is generated from one end to the other.
  { files: ['**/*.gen.ts'], rules: { 'max-lines': 'off' } },
  // Adapters and fakes promise asynchrony by their port, whether or not they need it.
  {
    files: ['**/*.test.ts', '**/*.contract.ts', 'test/**/*.ts'],
    rules: {
      'max-lines': ['error', 600],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off', // Jest's asymmetric matchers are any
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'off',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Export by name.' }, { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' }],
    },
  },
  {
    files: ['internal/app/config.ts', 'internal/app/cli/**/*.ts', 'pkg/devstack/**/*.ts', 'sdk/*/examples/*.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Export by name.' }, { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' }] },
  },
  { files: ['internal/app/cli/**/*.ts', 'test/bench/**/*.ts'], rules: { 'no-console': 'off' } },
  // A process picks its parts from inside: internal/app, and each context's workflows.
  { files: ['cmd/**/*.ts'], rules: { 'no-restricted-imports': 'off' } },
);
