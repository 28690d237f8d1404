import { protocolVersion } from '../../shared/protocol/envelope.ts';
import { callCommand } from './call-command.ts';
import { defineCliCommand } from './define-cli-command.ts';

/** What the extension is told when it says hello. */
export const hello = defineCliCommand({
  name: 'hello',
  usage: 'hello   versions, tools, folders, free space',
  options: {},
  operands: { from: 0, to: 0 },
  async run({ openHost, signal }) {
    const answer = await callCommand(
      'hello',
      { protocol: protocolVersion, client: 'cli' },
      { host: await openHost(), signal },
    );
    const lines = Object.entries(answer).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    return { ok: true, lines, json: answer };
  },
});
