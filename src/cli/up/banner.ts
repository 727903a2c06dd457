import type { Config } from '../../config';
import type { RunRow } from '../../store';

const SHOWN = 5;
const DEFAULT_PORT = 8080;
const DEFAULT_DATA_DIR = '.playmaker';

/** What is said once everything runs. */
export interface Banner {
  readonly config: Config;
  readonly url: string;
  readonly inboxUrl?: string;
  /** The page of the channel with a thread for each play. */
  readonly threads?: string;
  /** Temporal's web page, else where its server is. */
  readonly temporal: string;
  /** The run of the example account that has just been started. */
  readonly example?: string;
  /** Who has been asked and has not answered, with the page on which they can. */
  readonly asked: readonly { readonly name: string; readonly page?: string }[];
  /** Runs from before that go on, newest first. */
  readonly open: readonly RunRow[];
}

/** What runs where, what goes on, and what to do next. */
export function bannerOf({ config, url, inboxUrl, threads, temporal, example, asked, open }: Banner): string {
  const people = aligned(asked.slice(0, SHOWN).map(({ name, page = '' }) => [name, page]));
  return [
    '',
    `playmaker     ${url}`,
    ...(inboxUrl ? [`inbox         ${inboxUrl}   messages and mails; answer them here`] : []),
    ...(threads ? [`threads       ${threads}   what happens, play by play`] : []),
    `Temporal      ${temporal}`,
    '',
    ...(example ? [`The expansion of Acme Logistics has begun: ${example}`, ''] : goingOn(open)),
    ...(people.length > 0 ? ['Waiting for the answers of:', ...people, ''] : []),
    'To list the runs (`show`, `decide`, `pause` and `cancel` work alike):',
    `  ${playmaker(config)} list${DEFAULT_PORT === config.port ? '' : ` --url ${url}`}`,
    '',
    'Ctrl-C stops; plays go on at the next start.',
    '',
  ].join('\n');
}

function goingOn(open: readonly RunRow[]): string[] {
  if (open.length === 0) return [];
  const shown = aligned(open.slice(0, SHOWN).map(({ runId, state, phase }) => [runId, `${state}, ${phase}`]));
  return ['Going on:', ...shown, ...(open.length > SHOWN ? ['  and others'] : []), ''];
}

function aligned(rows: readonly (readonly [name: string, about: string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, about]) => `  ${name.padEnd(width)}   ${about}`.trimEnd());
}

/** The command as it finds this server's key. */
const playmaker = ({ dataDir, apiKeys }: Config): string =>
  `${dataDir === DEFAULT_DATA_DIR || apiKeys.length > 0 ? '' : `PLAYMAKER_DATA_DIR=${dataDir} `}npx playmaker`;
