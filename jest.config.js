/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: [
    '<rootDir>/src',
    '<rootDir>/workflows',
    '<rootDir>/activities',
    '<rootDir>/plays',
    '<rootDir>/temporal-dev',
    '<rootDir>/test',
  ],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    // What starts servers as processes of their own: npm run test:end-to-end.
    '\\.e2e\\.test\\.ts$',
    // A play that new-play copies is tested where it is copied to: src/cli/new-play/new-play.e2e.test.ts.
    '<rootDir>/test/sample-play/',
  ],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  globalSetup: '<rootDir>/test/setup-once.js',
  testTimeout: 60_000,
  // A dynamic import has to name the built file; the tests run the source.
  moduleNameMapper: {
    '^(\\.\\./(demo/demo|up/up))\\.js$': '$1',
    '^webpack$': '<rootDir>/test/lazy-webpack.js',
  },
  maxWorkers: 2,
  // A test worker's memory grows with each suite, and collecting it then takes more time than a new process.
  workerIdleMemoryLimit: '400MB',
};
