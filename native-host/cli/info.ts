import { AppError } from '../../shared/app-error.ts';
import { callCommand } from './call-command.ts';
import { defineCliCommand } from './define-cli-command.ts';
import { buildPageReport } from './page-report.ts';
import { parseAddress } from './parse-address.ts';

const maxEntries = 500;

/** `FROM-TO` of a list, from 1. */
function parseEntries(text: string | undefined): { from: number; count: number } | undefined {
  if (text === undefined) return undefined;
  const [, from, to] = /^([1-9]\d{0,6})-([1-9]\d{0,6})$/.exec(text) ?? [];
  const count = Number(to) - Number(from) + 1;
  if (from === undefined || count < 1 || count > maxEntries)
    throw new AppError(
      'input.invalid',
      `--entries: ${text} is not a part of a list such as 1-50; at most ${maxEntries}.`,
    );
  return { from: Number(from), count };
}

export const info = defineCliCommand({
  name: 'info',
  usage: `info URL   what a page holds: formats, presets, captions, entries of a list
  --entries FROM-TO    part of a list; 1-200, if not named`,
  options: { entries: { type: 'string' } },
  operands: { from: 1, to: 1 },
  async run({ values, operands: [url = ''], openHost, signal }) {
    const entries = parseEntries(values.entries);
    const video = await callCommand(
      'info',
      { url: parseAddress(url), platform: null, cookies: [], userAgent: null, ...(entries && { entries }) },
      { host: await openHost(), signal },
    );
    return { ok: true, lines: buildPageReport(video), json: video };
  },
});
