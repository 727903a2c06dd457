import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { runCli } from '../run-cli';

it('draws the diagram of a README without a server', async () => {
  let out = '';
  const io = { env: {}, out: (text: string) => (out += text), err: () => undefined, stdin: async () => '' };
  expect(await runCli(['plays', 'preview', 'expansion', '--diagram'], io)).toBe(0);
  expect(readFileSync(join(packageRoot(), 'plays/expansion/README.md'), 'utf8')).toContain(
    `\`\`\`mermaid\n${out}\`\`\``,
  );
});
