import { describe, expect, it } from 'vitest';
import { createFakeSystem } from './fake-system.ts';
import { parseFamilies } from './system.ts';
import { installSystemPackage, SetupError, type SystemPackage } from './system-package.ts';

const wanted: SystemPackage = {
  label: 'Thing',
  apt: 'thing thing-data',
  dnf: 'thing-rpm',
  pacman: 'thing',
  brew: null,
  winget: 'Maker.Thing',
  otherwise: 'see https://thing.example',
};

describe('installing a system package', () => {
  it('uses apt directly as root, after refreshing the package lists, and says so in one line', async () => {
    const system = createFakeSystem(['apt-get'], () => '', { isRoot: true });
    await installSystemPackage(system, wanted);
    expect(system.ran.map((line) => line.replace(/ -\S+| DPkg\S+/g, ''))).toEqual([
      'env DEBIAN_FRONTEND=noninteractive apt-get update',
      'env DEBIAN_FRONTEND=noninteractive apt-get install thing thing-data',
    ]);
    expect(system.said).toEqual(['Installing Thing (apt-get install thing thing-data) …']);
  });

  it('uses sudo when it asks for no password', async () => {
    const system = createFakeSystem(['apt-get', 'sudo'], () => '');
    await installSystemPackage(system, wanted);
    expect(system.ran[0]).toBe('sudo -n true');
    expect(system.ran.slice(1).every((line) => line.startsWith('sudo -n env '))).toBe(true);
  });

  it('still installs when the package lists cannot be refreshed', async () => {
    const system = createFakeSystem(['apt-get'], (line) => (line.includes(' update') ? null : ''), {
      isRoot: true,
    });
    await expect(installSystemPackage(system, wanted)).resolves.toBeUndefined();
  });

  it('without the rights runs nothing and says what to type', async () => {
    const system = createFakeSystem(['apt-get', 'sudo'], () => null);
    await expect(installSystemPackage(system, wanted)).rejects.toThrow(
      'Thing is missing. Install it and start again:\n  sudo apt-get install -y thing thing-data',
    );
    expect(system.ran).toEqual(['sudo -n true']);
  });

  it.each([
    ['dnf', 'sudo dnf install -y thing-rpm'],
    ['pacman', 'sudo pacman -S --noconfirm thing'],
    ['winget', 'winget install Maker.Thing'],
    ['brew', 'see https://thing.example'],
    ['nothing known', 'see https://thing.example'],
  ])(
    'on a system with %s names the command "%s" and runs nothing, even as root',
    async (manager, command) => {
      const system = createFakeSystem([manager], () => '', { isRoot: true });
      const refused = installSystemPackage(system, wanted);
      await expect(refused).rejects.toThrow(SetupError);
      await expect(refused).rejects.toThrow(command);
      expect(system.ran).toEqual([]);
    },
  );

  it('shows what apt said when it fails', async () => {
    const system = createFakeSystem(['apt-get'], () => null, { isRoot: true });
    await expect(installSystemPackage(system, wanted)).rejects.toThrow(
      /E: env .* failed[\s\S]*\n {2}sudo apt-get install/,
    );
  });
});

describe('the families of a Linux system', () => {
  it('are its own name and what it is like', () => {
    expect(
      parseFamilies('NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="22"\n'),
    ).toEqual(['linuxmint', 'ubuntu', 'debian']);
  });
});
