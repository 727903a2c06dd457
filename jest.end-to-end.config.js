/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config'),
  roots: ['<rootDir>/test/end-to-end'],
  testPathIgnorePatterns: ['/node_modules/'],
};
