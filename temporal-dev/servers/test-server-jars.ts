import { access, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WayClosed } from './errors';
import { writeLauncher } from './java-launcher';
import { waitingLine, withLock } from './lock';
import { findOnPath, isExecutable, runStep } from './programs';
import type { Progress } from './progress';
import type { Way } from './search';

const VERSION = '1.32.0';
const DOING = "Downloading Temporal's time-skipping server from Maven Central";
const UNFINISHED = '.downloading-';
/** Maven waits half an hour for a silent repository unless told otherwise. The first two are of Maven 3.9, the others of 3.8. */
const QUICK_FAILURE = [
  '-Daether.connector.connectTimeout=3000',
  '-Daether.connector.requestTimeout=6000',
  '-Dmaven.wagon.rto=6000',
  '-Dmaven.wagon.http.retryHandler.count=0',
];
const QUIET_LIMIT_MS = 20_000;

/** slf4j-nop: without a logger the server opens with three lines of complaint. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>playmaker</groupId><artifactId>time-skipping-server</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

/**
 * The time-skipping server as Java classes, from Maven Central into `<cache>/temporal-test-server/<version>/lib`, with a launcher
 * beside them that takes the arguments by which Temporal's SDK starts its own server.
 */
export function testServerJars(folder: string, env: NodeJS.ProcessEnv, progress: Progress): Way {
  const home = join(folder, 'temporal-test-server');
  const lib = join(home, VERSION, 'lib');
  const complete = () => exists(join(lib, `temporal-test-server-${VERSION}.jar`));
  return {
    name: 'Maven Central',
    advice: 'Install Java (8 or later) and Maven, and let Maven reach its repository (once).',
    async present() {
      const java = await findJava(env);
      return java !== undefined && (await complete()) ? writeLauncher(java, lib) : undefined;
    },
    async fetch() {
      const java = await findJava(env);
      if (java === undefined) throw new WayClosed('there is no `java` on PATH and no JAVA_HOME');
      const mvn = await findOnPath('mvn', env);
      if (mvn === undefined) throw new WayClosed('there is no `mvn` on PATH');
      await withLock(join(home, 'download.lock'), waitingLine(DOING, progress), async () => {
        if (!(await complete())) await download({ mvn, home, lib, env, progress });
      });
      return writeLauncher(java, lib);
    },
  };
}

interface Download {
  readonly mvn: string;
  readonly home: string;
  readonly lib: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
}

async function download({ mvn, home, lib, env, progress }: Download): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.startsWith(UNFINISHED)) await rm(join(home, name), { recursive: true, force: true });
  }
  const cwd = await mkdtemp(join(home, UNFINISHED));
  try {
    progress(`${DOING} (once)`);
    await writeFile(join(cwd, 'pom.xml'), POM);
    const args = [
      '-B',
      '-Dstyle.color=never',
      ...QUICK_FAILURE,
      'dependency:copy-dependencies',
      '-DoutputDirectory=lib',
    ];
    await runStep({ command: mvn, args, env, cwd, doing: DOING, progress, quietLimitMs: QUIET_LIMIT_MS });
    await mkdir(join(lib, '..'), { recursive: true });
    await rm(lib, { recursive: true, force: true });
    await rename(join(cwd, 'lib'), lib);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

async function findJava(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const program = process.platform === 'win32' ? 'java.exe' : 'java';
  const home = env['JAVA_HOME'] && join(env['JAVA_HOME'], 'bin', program);
  return home && (await isExecutable(home)) ? home : findOnPath('java', env);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
