// ESLint: TypeScript with type information, and the architecture's import rules that a linter can see.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const nodeScripts = ['*.js', '*.mjs', 'test/host/**/*.{js,mjs}'];
const nodeGlobals = [
  'AbortController',
  'AbortSignal',
  'Buffer',
  'URL',
  'URLSearchParams',
  '__dirname',
  'clearInterval',
  'clearTimeout',
  'console',
  'exports',
  'fetch',
  'module',
  'performance',
  'process',
  'require',
  'setInterval',
  'setTimeout',
];
const pureFolders = ['core', 'document', 'training', 'explain', 'export', 'protocol'];
const onlyVscodeFolder = {
  paths: [{ name: 'vscode', message: 'Only src/extension.ts and src/vscode may import vscode (src/README.md).' }],
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'out/', '.vscode-test*/'] },
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // The compiler reports unused names already, with the same exceptions.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/extension.ts', 'src/vscode/**'],
    rules: { 'no-restricted-imports': ['error', onlyVscodeFolder] },
  },
  {
    // What runs in Node, in a web worker and in the panel alike may name no global of one of them.
    files: pureFolders.map((folder) => `src/${folder}/**/*.ts`),
    rules: {
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'navigator',
        'process',
        'require',
        'Buffer',
        '__dirname',
      ],
    },
  },
  {
    files: nodeScripts,
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])) },
  },
  {
    files: ['**/*.js'],
    languageOptions: { sourceType: 'commonjs' },
  },
);
