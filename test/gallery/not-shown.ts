/**
 * Texts of the code that no person gets to see in Slack, in a mail or on a page, as `file: text`: those of operations and
 * of whoever writes code, formats, and what the gallery cannot bring about. Each has to match something.
 */
export const NOT_SHOWN: readonly RegExp[] = [
  // Formats of times.
  /: c{3,4},? d L{3,4}/,
  // For operations: the log, failures of steps, the manifest of the app, deliveries that are refused.
  /^activities\/notify\/(?:mail-customer|slack-failure|slack-trouble)\.ts: /,
  /^src\/server\/slack\/(?:deliveries|manifest|payloads|signature|socket)\.ts: /,
  // For the record of a run only.
  /^activities\/notify\/open-task\.ts: (?:stands in for|holds the role|nobody else answered)$/,
  /^plays\/expansion\/leader\.ts: /,
  /^plays\/retention-save\/plan\.ts: No part from$/,
  /^plays\/expansion\/workflow\.ts: (?:The account has no contact|or their team to engage|No conversation with)/,
  /^plays\/onboarding\/facts\.ts: news of the account$/,
  /^plays\/retention-save\/(?:endings\.ts: The health of the account has recovered|facts\.ts: (?:the health|a meeting|news))/,
  /^src\/digest\/meanwhile-lines\.ts: stands in for$/,
  /^src\/server\/mail\/unsubscribe\.ts: unsubscribed: no more mail to them$/,
  /^workflows\/tasks\.ts: (?:It could not be put into|, which takes no messages:|for the whole team now:|\) has it now:)/,
  // No play writes so much that a dialog of Slack cannot hold it.
  /^activities\/notify\/whole-card\.ts: There is more than a dialog of Slack/,
  // Only what calls the API can send such a thing.
  /^workflows\/messages\.ts: (?:This is not a decision:|This is no task action:|This play has no task|” has no field)/,
  // No play asks for what a dialog cannot hold; no account is loaded; Slack hides an address; a run that was shown is gone.
  /^src\/server\/slack\/commands\/start\.ts: has to know more than a dialog/,
  /^src\/server\/slack\/commands\/find\.ts: ”, and no account is loaded/,
  /^src\/server\/slack\/slack-person\.ts: Slack does not tell your e-mail address/,
  /^src\/server\/slack\/commands\/steer\.ts: That run is not known any more\.$/,
];
