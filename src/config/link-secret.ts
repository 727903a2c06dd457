import { join } from 'node:path';
import type { Config } from './read-config';
import { ensureKeptSecret } from './kept-secret';
import type { Secret } from './secret';

/**
 * What signs the links in our mails: PLAYMAKER_LINK_SECRET, else in development one that is made once and kept in
 * `<dataDir>/link-secret` (mode 0600), so that links in mails go on to work after a restart.
 */
export function ensureLinkSecret({ linkSecret, dataDir }: Pick<Config, 'linkSecret' | 'dataDir'>): Secret {
  return linkSecret ?? ensureKeptSecret(join(dataDir, 'link-secret'));
}
