/** At most so many characters of a text, never ending in half a pair of surrogates: that could not be stored. */
export const shortened = (text: string, most = 200): string =>
  text
    .trim()
    .slice(0, most)
    .replace(/\p{Surrogate}$/u, '')
    .trim();
