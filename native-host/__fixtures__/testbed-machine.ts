/** The companion with the real yt-dlp and ffmpeg, and the testbed as its internet. */
import { readTools } from '../../scripts/tools.ts';
import { startTestbed, type Testbed, type TestbedOptions } from '../../testbed/start-testbed.ts';
import { type Companion, createPlace, type Place, startCompanion } from './companion-client.ts';
import { buildTestbedEnvironment } from './testbed-environment.ts';

export interface TestbedMachine {
  testbed: Testbed;
  place: Place;
  /** A companion with the settings of `place`. */
  start(): Companion;
  /** A new place with nothing in it; what ran in the old one ends. */
  renew(settings?: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
}

export async function createTestbedMachine(options: TestbedOptions = {}): Promise<TestbedMachine> {
  const { ytDlp, ffmpeg } = await readTools();
  const testbed = await startTestbed(options);
  const started: Companion[] = [];
  // Only a folder that pip filled needs a Python to run it.
  const python = ytDlp.args.length > 0 ? ytDlp.command : null;
  const create = (settings: Record<string, unknown>): Place =>
    createPlace({ ytDlp: ytDlp.location, python, ffmpeg: ffmpeg.path, ...settings });
  const end = async (): Promise<void> => {
    const running = started
      .splice(0)
      .filter(({ child }) => child.exitCode === null && child.signalCode === null);
    await Promise.all(running.map((one) => one.close()));
  };
  const machine: TestbedMachine = {
    testbed,
    place: create({}),
    start() {
      const one = startCompanion(machine.place, { env: buildTestbedEnvironment(testbed) });
      started.push(one);
      return one;
    },
    async renew(settings = {}) {
      await end();
      testbed.faults.clear();
      machine.place = create(settings);
    },
    async stop() {
      await end();
      await testbed.stop();
    },
  };
  return machine;
}
