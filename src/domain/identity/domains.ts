/**
 * Mail domains anybody may use: sharing one says nothing about belonging to the same company. The most common ones by
 * region, from the providers' own pages; families such as yahoo.* are in `FAMILIES`.
 */
const PUBLIC_DOMAINS: ReadonlySet<string> = new Set([
  // Worldwide
  ...['gmail.com', 'googlemail.com', 'msn.com', 'passport.com', 'ymail.com', 'rocketmail.com', 'aol.com', 'aim.com'],
  ...['icloud.com', 'me.com', 'mac.com', 'mail.com', 'email.com', 'inbox.com', 'zoho.com', 'zohomail.com', 'hey.com'],
  ...['proton.me', 'protonmail.com', 'pm.me', 'tutanota.com', 'tuta.io', 'fastmail.com', 'fastmail.fm', 'hushmail.com'],
  ...['mailbox.org', 'posteo.net', 'duck.com', 'yandex.com', 'mail.ru'],
  // North America
  ...['comcast.net', 'verizon.net', 'att.net', 'sbcglobal.net', 'bellsouth.net', 'cox.net', 'charter.net'],
  ...['earthlink.net', 'juno.com', 'shaw.ca', 'rogers.com', 'sympatico.ca'],
  // Europe
  ...['web.de', 't-online.de', 'freenet.de', 'arcor.de', 'posteo.de', 'bluewin.ch', 'orange.fr', 'wanadoo.fr'],
  ...['free.fr', 'laposte.net', 'sfr.fr', 'libero.it', 'virgilio.it', 'alice.it', 'tiscali.it', 'btinternet.com'],
  ...['sky.com', 'talktalk.net', 'virginmedia.com', 'ntlworld.com', 'seznam.cz', 'wp.pl', 'o2.pl', 'onet.pl'],
  ...['interia.pl', 'ukr.net', 'yandex.ru', 'bk.ru', 'inbox.ru', 'list.ru', 'rambler.ru', 'telenet.be', 'ziggo.nl'],
  // Asia, Oceania, South America
  ...['qq.com', '163.com', '126.com', 'yeah.net', 'sina.com', 'sohu.com', 'foxmail.com', 'naver.com', 'daum.net'],
  ...['hanmail.net', 'rediffmail.com', 'bigpond.com', 'optusnet.com.au', 'uol.com.br', 'bol.com.br', 'terra.com.br'],
]);

/** Providers with a domain per country: `yahoo.co.uk`, `hotmail.fr`, `gmx.net`. */
const FAMILIES = /^(?:yahoo|hotmail|outlook|live|gmx)\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/;

/**
 * Whether anybody can have a mail address there, so that it does not tell which company somebody belongs to.
 *
 * @example
 * isPublicDomain('gmail.com');    // true
 * isPublicDomain('acme.example'); // false
 */
export function isPublicDomain(domain: string): boolean {
  const lower = domain.trim().toLowerCase();
  return PUBLIC_DOMAINS.has(lower) || FAMILIES.test(lower);
}

const HOST = /^(?=.{3,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.)+(?!\d+$)[\p{L}\p{N}-]{2,63}$/u;

/**
 * The domain of a mail address, a URL or a bare host name: in lower case, without `www.`; undefined when there is none
 * (an IP address, a single name, something else altogether).
 *
 * @example
 * domainOf('Olivia@Acme.Example');             // 'acme.example'
 * domainOf('https://www.acme.example/about');  // 'acme.example'
 */
export function domainOf(emailOrUrl: string): string | undefined {
  const host = emailOrUrl
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/^[a-z][a-z0-9+.-]*:\/\/|^\/\//, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/s, '')
    .replace(/:\d*$/, '')
    .replace(/\.$/, '')
    .replace(/^www\.(?=[^.]+\.)/, '');
  return HOST.test(host) ? host : undefined;
}
