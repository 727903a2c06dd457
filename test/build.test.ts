import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..');

/** What the build is for; everything else in it has to be imported by these. */
const STARTED = [
  'src/cli/main.ts',
  'src/client/index.ts',
  'src/worker/write-bundle.ts',
  'plays/workflows.ts',
  'test/faults/faults.ts',
  'test/faults/app-process.ts',
  'test/bench/bench.ts',
  'test/bench/by-hand/workflow.ts',
  'test/bench/load/memory-process.ts',
  'test/histories/record.ts',
  'test/simulation/simulation.ts',
];

function built(): readonly string[] {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const config = ts.getParsedCommandLineOfConfigFile(join(ROOT, 'tsconfig.build.json'), {}, host);
  return config!.fileNames.map((file) => relative(ROOT, file));
}

function importsOf(file: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'));
  return importedFiles.map(({ fileName }) => join(dirname(file), fileName.replace(/\.js$/, '')));
}

describe('the build', () => {
  it('holds what is started from it and what that needs, and no test code', () => {
    const files = built();
    const fileOf = (path: string) => [`${path}.ts`, join(path, 'index.ts')].find((file) => files.includes(file));
    const needed = new Set<string>(STARTED);
    for (const file of needed)
      for (const path of importsOf(file)) {
        const imported = fileOf(path);
        if (imported) needed.add(imported);
      }
    expect(files.filter((file) => !needed.has(file))).toEqual([]);
    expect(STARTED.filter((file) => !files.includes(file))).toEqual([]);
  });
});
