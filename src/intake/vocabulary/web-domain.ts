import { domainToASCII } from 'node:url';

const DOMAIN = /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * The domain of a site, in lower case and without `www.`; nothing when the text is no address of a site.
 *
 * @example
 * domainOf('https://www.Acme.example/about'); // acme.example
 * domainOf('acme.example'); // acme.example
 */
export function domainOf(site: string): string | undefined {
  const host = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?(?:[^/?#@]*@)?([^/?#:]+)(?::\d+)?(?:[/?#].*)?$/i.exec(
    site.trim(),
  )?.[1];
  if (!host) return undefined;
  const domain = domainToASCII(host.toLowerCase())
    .replace(/\.$/, '')
    .replace(/^www\./, '');
  return DOMAIN.test(domain) ? domain : undefined;
}
