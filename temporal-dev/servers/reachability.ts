import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest, type ClientRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { WayClosed } from './errors';
import { elapsed } from './progress';

const ANSWER_WITHIN_MS = 3000;
const NOTE_VALID_MS = 60 * 60 * 1000;

/**
 * Checks that a site answers before a slow program is let loose on it. That it did not answer is noted in the cache folder, so that
 * the next start within the hour does not wait again.
 *
 * @throws WayClosed when the site does not answer within three seconds, or did not a short while ago
 */
export async function requireReachable(url: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { host } = new URL(url);
  const noted = await readNote(folder, host);
  if (noted !== undefined) throw new WayClosed(noted);
  const reason = await whyUnreachable(url, env);
  if (reason === undefined) return;
  await noteUnreachable(url, folder, reason);
  throw new WayClosed(`${host} is not reachable (${reason})`);
}

/** Why the site does not answer, or undefined when it does. Any HTTP answer counts. `HTTPS_PROXY` and `NO_PROXY` are respected. */
export async function whyUnreachable(
  url: string,
  env: NodeJS.ProcessEnv,
  withinMs = ANSWER_WITHIN_MS,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = open(new URL(url), env);
    const end = (reason?: string) => {
      clearTimeout(deadline);
      resolve(reason);
      request.destroy();
    };
    // A deadline for the whole exchange: a socket timeout would start only after the name has been looked up.
    const deadline = setTimeout(() => end(`no answer within ${elapsed(withinMs)}`), withinMs);
    request.on('response', () => end());
    request.on('connect', ({ statusCode = 0 }) => {
      end(statusCode < 300 ? undefined : `the proxy answered ${statusCode}`);
    });
    request.on('error', (error: NodeJS.ErrnoException) => end(isCertificateError(error) ? undefined : error.message));
    request.end();
  });
}

/** Remembers that a download failed although its site answered. */
export async function noteUnreachable(url: string, folder: string, reason: string): Promise<void> {
  const file = noteFile(folder, new URL(url).host);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, reason);
}

/** Forgets what was unreachable: for the person who reads an error, repairs the network and tries again at once. */
export async function forgetUnreachable(folder: string): Promise<void> {
  await rm(join(folder, 'unreachable'), { recursive: true, force: true });
}

function noteFile(folder: string, host: string): string {
  return join(folder, 'unreachable', host.replace(/[^\w.-]/g, '_'));
}

async function readNote(folder: string, host: string): Promise<string | undefined> {
  const file = noteFile(folder, host);
  const age = Date.now() - ((await stat(file).catch(() => undefined))?.mtimeMs ?? 0);
  if (age > NOTE_VALID_MS) return undefined;
  const reason = await readFile(file, 'utf8');
  return `${host} was not reachable ${elapsed(age)} ago (${reason}); remove ${file} to try at once`;
}

function open(url: URL, env: NodeJS.ProcessEnv): ClientRequest {
  const proxy = proxyFor(url, env);
  if (proxy === undefined) return requestFor(url)(url, { method: 'HEAD' });
  const target = `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
  const login = decodeURIComponent(`${proxy.username}:${proxy.password}`);
  const headers = login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
  return requestFor(proxy)({
    hostname: proxy.hostname,
    port: proxy.port || undefined,
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...headers },
  });
}

function requestFor(url: URL): typeof httpsRequest {
  return url.protocol === 'https:' ? httpsRequest : httpRequest;
}

function proxyFor(url: URL, env: NodeJS.ProcessEnv): URL | undefined {
  const read = (name: string) => env[name] || env[name.toLowerCase()];
  const proxy = read('HTTPS_PROXY') ?? read('ALL_PROXY');
  const direct = (read('NO_PROXY') ?? '').split(',').map((entry) => entry.trim().replace(/^\*?\.?/, ''));
  const excepted = direct.some((entry) => entry && (url.hostname === entry || url.hostname.endsWith(`.${entry}`)));
  return proxy === undefined || excepted ? undefined : new URL(proxy);
}

/** The site answered; whether its certificate is good is judged by the program that downloads, with its own trust store. */
function isCertificateError({ code = '' }: NodeJS.ErrnoException): boolean {
  return /CERT|SIGNATURE|ISSUER/.test(code);
}
