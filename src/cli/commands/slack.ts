import { slackManifest, type ManifestMode } from '../../server/slack/manifest';
import type { CliIo } from '../cli-io';
import { example, type RegisterCommand } from '../command';
import { WrongUse } from '../wrong-use';

interface ManifestOptions {
  readonly socket?: boolean;
  readonly url?: string;
}

/** `slack manifest`: what Slack needs to make the app. */
export const registerSlack: RegisterCommand = (program, io) => {
  const slack = program
    .command('slack')
    .summary('print the manifest of the Slack app')
    .description('Print what Slack needs to make the app.')
    .addHelpText('after', example('playmaker slack manifest --socket'));

  slack
    .command('manifest')
    .summary('print the manifest to make the Slack app from')
    .description(
      'Print the manifest to make the Slack app from: at api.slack.com/apps choose “Create New App”, “From a manifest”, and paste it. Then install the app and set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET; for Socket Mode make an app-level token with the scope connections:write as well and set SLACK_APP_TOKEN.',
    )
    .option('--socket', 'Socket Mode: playmaker connects to Slack, and Slack need not reach it')
    .option('--url <url>', 'where Slack reaches playmaker, such as https://playmaker.example.com (else PUBLIC_URL)')
    .addHelpText(
      'after',
      example('playmaker slack manifest --url https://playmaker.example.com', 'playmaker slack manifest --socket'),
    )
    .action((options: ManifestOptions) => {
      io.out(`${JSON.stringify(slackManifest(modeOf(options, io)), null, 2)}\n`);
    });
};

function modeOf({ socket, url }: ManifestOptions, { env }: CliIo): ManifestMode {
  if (socket && url !== undefined) {
    throw new WrongUse('Slack needs no address for Socket Mode.', 'Give either --socket or --url.');
  }
  if (socket) return { socket };
  const address = url ?? env['PUBLIC_URL'];
  const next = 'Name it with --url https://playmaker.example.com, or have playmaker connect to Slack with --socket.';
  if (!address) throw new WrongUse('Slack needs to know where to reach playmaker.', next);
  // Slack calls https addresses only. Source: docs.slack.dev/apis/events-api/using-http-request-urls.
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:') {
    throw new WrongUse(`${address} is not an https address, and Slack calls no other.`, next);
  }
  return { publicUrl: address.replace(/\/+$/, '') };
}
