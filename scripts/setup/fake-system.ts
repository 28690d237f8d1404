/** A made-up machine for the tests of setting up: what is on PATH, and what each program answers. */
import type { Ended, System } from './system.ts';

export interface FakeSystem extends System {
  /** Every program that was run, as one line each. */
  ran: string[];
  said: string[];
  /** Puts a program on PATH, as an installation does. */
  add(command: string): void;
}

/** What a run is answered with: standard output, or null for a failure. Undefined is a failure too. */
export type Answers = (line: string, system: FakeSystem) => string | null | undefined;

export function createFakeSystem(
  onPath: string[],
  answers: Answers,
  traits: Partial<System> = {},
): FakeSystem {
  const programs = new Set(onPath);
  const system: FakeSystem = {
    platform: 'linux',
    arch: 'x64',
    home: '/home/someone',
    isRoot: false,
    families: ['debian'],
    ran: [],
    said: [],
    add: (command) => void programs.add(command),
    find: (command) => (programs.has(command) ? `/usr/bin/${command}` : null),
    isFile: () => false,
    run: async (command, args): Promise<Ended> => {
      const line = [command, ...args].join(' ');
      system.ran.push(line);
      const answer = answers(line, system);
      return typeof answer === 'string'
        ? { ok: true, stdout: answer, stderr: '' }
        : { ok: false, stdout: '', stderr: `E: ${line} failed` };
    },
    say: (line) => void system.said.push(line),
    ...traits,
  };
  return system;
}
