/** The companion's entry: started by a browser it serves frames, started by a person it is a command line. */
import { toWire } from '../shared/app-error.ts';
import { runCli } from './cli/run-cli.ts';
import { buildFrame } from './connection/framing.ts';
import { catchTheRest } from './connection/last-resort.ts';
import { checkCaller, readCaller } from './connection/origins.ts';
import { serve } from './connection/serve.ts';
import { claimStandardOutput } from './connection/standard-output.ts';
import { readMachine } from './directories.ts';
import { createHostSource } from './host.ts';
import { isAsNode, runAsNode } from './programs/as-node.ts';

const machine = readMachine();

async function serveBrowser(caller: string): Promise<number> {
  const output = claimStandardOutput();
  // Asked to end, by whatever: the same as when the browser closes the pipe.
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(name, () => process.stdin.destroy());
  catchTheRest(process, {
    tell: (error) => void output.write(buildFrame({ id: null, error })),
    end: () => process.stdin.destroy(),
  });
  try {
    const hosts = createHostSource(machine);
    checkCaller(caller, (await hosts.read()).config.origins);
    return await serve(hosts, { input: process.stdin, output });
  } catch (thrown) {
    await new Promise((done) => output.write(buildFrame({ id: null, error: toWire(thrown) }), done));
    return 2;
  }
}

function start(args: string[]): Promise<number> {
  const caller = readCaller(args);
  // A browser's frames are never a script, whatever its environment says.
  if (caller === null && isAsNode(process.env)) return runAsNode(args);
  return caller === null ? runCli(args, machine) : serveBrowser(caller);
}

// Whatever is still open (sockets kept alive, a file manager) must not keep the process. Without a top-level await,
// because a single executable takes only CommonJS.
start(process.argv.slice(2)).then(process.exit);
