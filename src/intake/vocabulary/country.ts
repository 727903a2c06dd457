/** What people write besides the English names that `Intl` knows. */
const ALIASES: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
  'korea, republic of': 'KR',
  'republic of korea': 'KR',
  'russian federation': 'RU',
  'viet nam': 'VN',
  'united arab emirates (uae)': 'AE',
  uae: 'AE',
  deutschland: 'DE',
  österreich: 'AT',
  schweiz: 'CH',
  españa: 'ES',
  italia: 'IT',
};

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Regions of CLDR that are no countries of ISO 3166-1: the European Union, the United Nations, test regions. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const known = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter((code) => !NO_COUNTRIES.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`)
    .map((code) => [names.of(code)?.toLowerCase(), code] as const)
    .filter((entry): entry is readonly [string, string] => entry[0] !== undefined);
  return new Map([...known, ...Object.entries(ALIASES)]);
}

const CODES = codesByName();
const REAL = new Set(CODES.values());

/**
 * The ISO 3166-1 code of a country as CRMs hold it: as code or by its English name.
 *
 * @example
 * countryCode('Germany'); // DE
 * countryCode('us'); // US
 * countryCode('Atlantis'); // undefined
 */
export function countryCode(text: string): string | undefined {
  const said = text.trim().replace(/\s+/g, ' ').toLowerCase();
  const code = said.toUpperCase();
  return CODES.get(said) ?? (REAL.has(code) ? code : undefined);
}
