import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { FakeMachine } from './fake-machine.fixture';
import { goInstall } from './go-install';

/** A `go` that notes its calls, prints, waits for the test's permission and then writes a program. */
const GO = `
if [ "$1" = env ]; then echo off; exit; fi
echo "$*" >> "$HOME/calls"
echo "compiling modernc.org/sqlite" >&2
printf 'half' > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"
# Ends with the machine too: a failed test leaves no program behind.
while [ ! -e "$HOME/permission" ]; do [ -d "$HOME" ] || exit 1; sleep 0.02; done
printf '#!/bin/sh\\n' > "$GOBIN/temporal"`;

let machine: FakeMachine;
beforeEach(() => (machine = new FakeMachine()));
afterEach(() => machine.remove());

const way = (of = machine) => goInstall(of.cacheDir, of.env, of.progress, 20);
const builds = () => readFileSync(machine.path('home/calls'), 'utf8').trim().split('\n');
const permit = () => machine.put('home/permission', '');
const kept = () => readdirSync(machine.path('cache/temporal-cli')).sort();

test('a build says what it does, that it goes on and what it is at, and is found from then on', async () => {
  machine.install('go', GO);
  const building = way().fetch();
  await machine.heard(/^Building Temporal's server: \d+ s, compiling modernc.org\/sqlite$/, 3);
  expect(machine.lines[0]).toMatch(/once, about five minutes/);
  expect(await way().present()).toBeUndefined();
  permit();
  const executable = await building;
  expect(executable).toBe(machine.path('cache/temporal-cli/1.5.1/temporal'));
  expect(await way().present()).toBe(executable);
  expect(machine.lines.at(-1)).toMatch(/^Built Temporal's server in \d+ s$/);
  expect(builds()).toEqual(['install -v github.com/temporalio/cli/cmd/temporal@v1.5.1']);
  expect(kept()).toEqual(['1.5.1']);
});

test('two at the same time build once; the second waits and says so', async () => {
  machine.install('go', GO);
  const both = Promise.all([way().fetch(), way().fetch()]);
  await machine.heard(new RegExp(`process ${process.pid} is at it already; waiting for`), 2);
  permit();
  const [first, second] = await both;
  expect(first).toBe(second);
  expect(builds()).toHaveLength(1);
});

test('a build that fails leaves nothing to be found, and its last lines as the reason', async () => {
  machine.install('go', `${GO.replace(/while.*\n.*/, '')}\necho "no space left on device" >&2\nexit 2`);
  await expect(way().fetch()).rejects.toThrow(/it ended with 2\n.*compiling modernc.*\n.*no space left on device/);
  expect(await way().present()).toBeUndefined();
  expect(kept()).toEqual([]);
});

test('what a killed build left behind is neither used nor kept', async () => {
  machine.put('cache/temporal-cli/.building-abc/temporal', '#!/bin/sh\n');
  machine.put('cache/temporal-cli/build.lock', JSON.stringify({ pid: 2 ** 30, host: 'gone' }));
  expect(await way().present()).toBeUndefined();
  machine.install('go', GO);
  permit();
  expect(existsSync(await way().fetch())).toBe(true);
  expect(kept()).toEqual(['1.5.1']);
});
