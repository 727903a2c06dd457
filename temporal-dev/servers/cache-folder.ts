import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** What every search takes: where to look, where to keep what was fetched, and whom to tell. */
export interface Surroundings {
  /** Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** Folder for what is downloaded or built; default: {@link cacheFolder}. */
  readonly cacheDir?: string;
}

/**
 * The folder in which everything found or built is kept: `cacheDir`, else `PLAYMAKER_CACHE_DIR`, else the folder `playmaker` in the
 * user's cache folder (`$XDG_CACHE_HOME` or `~/.cache` on Linux, `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows).
 *
 * XDG Base Directory Specification: a relative `$XDG_CACHE_HOME` is invalid and ignored.
 */
export function cacheFolder({ env = process.env, cacheDir }: Surroundings = {}, platform = process.platform): string {
  return cacheDir ?? (env['PLAYMAKER_CACHE_DIR'] || join(userCacheFolder(env, platform), 'playmaker'));
}

function userCacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = env['HOME'] || homedir();
  if (platform === 'win32') return env['LOCALAPPDATA'] || join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  const xdg = env['XDG_CACHE_HOME'];
  return xdg && isAbsolute(xdg) ? xdg : join(home, '.cache');
}
