import { isIP } from 'node:net';
import { AppError } from '../../shared/app-error.ts';
import { writeConfig } from '../config.ts';
import { defineCliCommand } from './define-cli-command.ts';

/** `HOST` or `HOST:PORT` in small letters; an IPv6 address with a port is in brackets. Throws `input.invalid`. */
export function parseAddress(text: string): string {
  const address = text.toLowerCase();
  if (isIP(address.replace(/^\[|\]$/g, '')) !== 0) return address.replace(/^\[|\]$/g, '');
  const [, name = '', port] = /^(\[[^\]]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/.exec(address) ?? [];
  const isName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name) || isIP(name.slice(1, -1)) === 6;
  if (!isName || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)))
    throw new AppError('input.invalid', `${text} is not HOST or HOST:PORT.`);
  return address;
}

export const allow = defineCliCommand({
  name: 'allow',
  usage: `allow [HOST[:PORT]]   lets requests reach this private name or address, also by http; without one lists them
  --remove             refuse it again`,
  options: { remove: { type: 'boolean' } },
  operands: { from: 0, to: 1 },
  async run({ openHost, machine, operands: [text], values }) {
    const { config } = await openHost();
    const address = text === undefined ? null : parseAddress(text);
    const others = config.allowedAddresses.filter((known) => known !== address);
    const allowedAddresses = address === null || values.remove ? others : [...others, address];
    if (address !== null) await writeConfig(machine, { ...config, allowedAddresses });
    return {
      ok: true,
      lines: allowedAddresses.length > 0 ? allowedAddresses : ['No private address is allowed.'],
      json: { allowedAddresses },
    };
  },
});
