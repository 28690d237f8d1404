/** Addresses that no request of ours may reach: this machine, its networks, and the metadata services of clouds. */
import { BlockList, isIP } from 'node:net';

const subnets4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Below these an IPv4 address hides in an IPv6 one, so the whole block is closed: mapped, translated, 6to4, Teredo. */
const subnets6 = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

const blocked = new BlockList();
for (const [net, prefix] of subnets4) blocked.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of subnets6) blocked.addSubnet(net, prefix, 'ipv6');

/** True for what is not a public address, including text that is no address at all. IPv4 inside IPv6 counts as IPv4. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$|%.*$/g, '');
  switch (isIP(plain)) {
    case 4:
      return blocked.check(plain, 'ipv4');
    case 6:
      return /^(0*:)*:?ffff:/i.test(plain) || blocked.check(plain, 'ipv6');
    default:
      return true;
  }
}
