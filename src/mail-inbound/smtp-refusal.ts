/** What the other mail server is told instead of "250 OK"; 4xx: it tries again, 5xx: it tells whoever wrote the mail. */
export class SmtpRefusal extends Error {
  constructor(
    /** RFC 5321 §4.2. */
    readonly responseCode: number,
    /** Begins with an enhanced status code, RFC 3463. */
    words: string,
  ) {
    super(words);
    this.name = 'SmtpRefusal';
  }
}
