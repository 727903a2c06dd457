import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import js from '@eslint/js';
import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/** What a folder must not import: the arrows of DEVELOPMENT.md, as rules. Type-only imports leave no code behind and are checked like others. */
const outside = [
  './activities',
  './src/store',
  './src/client',
  './src/worker',
  './src/server',
  './src/cli',
  './src/config',
  './temporal-dev',
  './test',
];
/** What two plays share belongs to `src/domain` or `workflows`: a play can be read, changed and removed by itself. */
const plays = readdirSync(join(import.meta.dirname, 'plays'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `./plays/${name}`);
const zones = [
  ...plays.map((target) => ({ target, from: plays.filter((other) => other !== target) })),
  { target: './src/domain', from: ['./workflows', './plays', ...outside] },
  {
    target: './src/store',
    from: [
      './workflows',
      './plays',
      './activities',
      './src/client',
      './src/worker',
      './src/server',
      './src/cli',
      './temporal-dev',
    ],
  },
  {
    target: './activities',
    from: ['./workflows', './plays', './src/client', './src/worker', './src/server', './src/cli'],
  },
  {
    target: './src/client',
    from: ['./workflows', './activities', './src/store', './src/worker', './src/server', './src/cli', './temporal-dev'],
  },
  {
    target: './temporal-dev',
    from: [
      './workflows',
      './plays',
      './activities',
      './src/store',
      './src/client',
      './src/server',
      './src/worker',
      './src/cli',
    ],
  },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '**/*.js', '**/*.mjs', 'drizzle.config.ts'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      'no-console': 'error',
    },
  },
  {
    // Workflow code runs in Temporal's sandbox: activities are types only, and nothing of Node or the clock libraries may enter.
    files: ['workflows/**/*.ts', 'plays/**/workflow.ts', 'plays/workflows.ts', 'test/sample-play/workflow.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/activities/**'],
              message: 'Workflow code sees activities only as types.',
              allowTypeImports: true,
            },
            {
              group: [
                'node:*',
                'luxon',
                'date-holidays',
                'pg',
                'drizzle-orm',
                '**/src/store/**',
                '**/src/server/**',
                '**/src/worker/**',
                '**/src/client/**',
              ],
              message: 'Not available inside the workflow sandbox.',
            },
          ],
        },
      ],
    },
  },
  {
    // The catalogue of contracts is imported by clients and servers: nothing of Temporal's sandbox may come with it.
    files: ['plays/index.ts', 'plays/*/contract.ts', 'test/sample-play/contract.ts', 'src/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                '@temporalio/*',
                '**/workflow',
                '**/workflows/**',
                'fastify',
                'pg',
                'drizzle-orm',
                '@electric-sql/*',
              ],
              message: 'Contracts and domain stay free of Temporal, HTTP and databases.',
            },
          ],
        },
      ],
    },
  },
  {
    // Temporal runs the default export for every type of workflow.
    files: ['test/histories/other-plays.fixture.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  { files: ['jest*.config.js'], rules: { 'import-x/no-default-export': 'off' } },
);
