/** A web address, with or without its scheme; undefined for anything else. */
export function addressOf(text: unknown): URL | undefined {
  if (typeof text !== 'string' || text.length > 2000) return undefined;
  const whole = text.includes('://') ? text.trim() : `https://${text.trim()}`;
  return URL.canParse(whole) ? new URL(whole) : undefined;
}
