/**
 * Half of a surrogate pair (Unicode's category Cs, which whole pairs are not in) and NUL are in no text, and neither a
 * database nor Temporal takes them. Source: postgresql.org/docs/current/datatype-character.html.
 */
const UNFIT = /\p{Cs}/gu;

/** Control characters, line ends among them. */
const CONTROL = /\p{Cc}+/gu;

/** Whether a text can be kept everywhere. */
export const isFitText = (text: string): boolean => !text.includes('\0') && text.search(UNFIT) < 0;

/** The text without the characters that no text has, for where nobody can be asked to correct it. */
export const fitText = (text: string): string => text.replaceAll('\0', '').replace(UNFIT, '');

/** What somebody has typed on one line. */
export const lineOf = (text: string): string => fitText(text.replace(CONTROL, ' ')).trim();
