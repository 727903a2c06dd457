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

/** Host names as DNS has them: labels of letters, digits and dashes, the last of which begins with a letter. */
const DOMAIN = /^(?=.{3,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** What `URL` would leave out, decode or take for the end of the host, instead of refusing it. */
const NO_PART_OF_A_HOST = /[\s\p{Cc}\\/?#@:%]/u;

/**
 * The domain of a mail address, a URL or a bare host name: in lower case, without `www.`, and in ASCII, so that all
 * spellings of an international name (IDNA) are one; undefined when there is none (an IP address, a single name,
 * something else altogether).
 *
 * @example
 * domainOf('Olivia@Acme.Example');             // 'acme.example'
 * domainOf('https://www.acme.example/about');  // 'acme.example'
 * domainOf('müller.example');                  // 'xn--mller-kva.example'
 */
export function domainOf(emailOrUrl: string): string | undefined {
  const host = emailOrUrl
    .trim()
    .replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/|^(?:mailto|https?):/i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/s, '')
    .replace(/:\d*$/, '');
  const domain = inAscii(host)
    ?.replace(/\.$/, '')
    .replace(/^(?:www\.)+(?=[^.]+\.)/, '');
  return domain !== undefined && DOMAIN.test(domain) ? domain : undefined;
}

/**
 * A mail address in lower case, with its domain in ASCII: the form in which addresses are compared.
 *
 * @example
 * comparableEmail('Jo@Müller.Example'); // 'jo@xn--mller-kva.example'
 */
export function comparableEmail(email: string): string {
  const plain = email.trim().toLowerCase();
  const host = plain.lastIndexOf('@') + 1;
  if (!/\P{ASCII}/u.test(plain.slice(host))) return plain;
  return `${plain.slice(0, host)}${inAscii(plain.slice(host)) ?? plain.slice(host)}`;
}

function inAscii(host: string): string | undefined {
  const url = `http://${host}`;
  return NO_PART_OF_A_HOST.test(host) || !URL.canParse(url) ? undefined : new URL(url).hostname;
}
