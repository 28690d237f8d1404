/** `npm run testbed`: serves the stand-in for the platforms until it is stopped. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildChromiumFlags, buildProxyEnvironment, buildYtDlpFlags } from './client-settings.ts';
import { toNetscapeCookies } from './cookies.ts';
import { parseFacebookScale } from './facebook/index.ts';
import { startTestbed, type Testbed, type TestbedOptions } from './start-testbed.ts';
import { parseTiktokScale } from './tiktok/index.ts';
import { parseScale } from './youtube/index.ts';

const usage = `Usage: npm run testbed -- [options]
  --help                            show this
  --port N                          port of the proxy on 127.0.0.1 (default: a free one)
  --seed S                          a whole number; the same seed gives the same content (default: 1)
  --scale videos=10000,shorts=0,…   how much there is on YouTube
  --tiktok posts=3000,photos=300,…  how much there is on TikTok
  --facebook posts=1000,albums=9,…  how much there is on Facebook
  --generation classic|new|mixed    the shapes of YouTube's list items (default: mixed)
  --truth FILE                      write what exists, with every field an export should hold
  --cookies FILE                    write the owners' cookies for command line programs
`;

const generations = ['classic', 'new', 'mixed'] as const;

/** What the command line asks for; null is only the usage. Throws a sentence for the user when it makes no sense. */
function parseCommandLine(
  args: string[],
): { options: TestbedOptions; truth?: string; cookies?: string } | null {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      port: text,
      seed: text,
      scale: text,
      tiktok: text,
      facebook: text,
      generation: text,
      truth: text,
      cookies: text,
      help: { type: 'boolean' },
    },
  });
  if (values.help) return null;
  const { port, seed, scale, tiktok, facebook, truth, cookies } = values;
  const generation = generations.find((name) => name === values.generation);
  if (values.generation !== undefined && !generation) {
    throw new TypeError(`--generation is one of ${generations.join(', ')}, not "${values.generation}"`);
  }
  const options = {
    ...(port !== undefined && { port: parseWhole('--port', port) }),
    ...(seed !== undefined && { seed: parseWhole('--seed', seed) }),
    ...(scale !== undefined && { scale: parseScale(scale) }),
    ...(tiktok !== undefined && { tiktok: { scale: parseTiktokScale(tiktok) } }),
    ...(facebook !== undefined && { facebook: { scale: parseFacebookScale(facebook) } }),
    ...(generation && { generation }),
  };
  return { options, ...(truth !== undefined && { truth }), ...(cookies !== undefined && { cookies }) };
}

function parseWhole(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new TypeError(`${name} needs a whole number, not "${text}"`);
  return Number(text);
}

function toInstructions(testbed: Testbed): string {
  const quote = (text: string) => `'${text}'`;
  const flags = buildChromiumFlags(testbed).map(quote).join(' ');
  const variables = Object.entries(buildProxyEnvironment(testbed)).map(
    ([name, value]) => `${name}=${quote(value)}`,
  );
  return [
    `proxy:     ${testbed.proxyUrl}`,
    `authority: ${testbed.caFile}`,
    `admin:     ${testbed.adminUrl}  (GET /requests, DELETE /requests, GET POST DELETE /faults, GET /truth)`,
    `pages:     ${listHomes(testbed).join('  ')}`,
    `chromium:  chromium ${flags} --user-data-dir=/tmp/testbed-profile https://www.youtube.com/`,
    `yt-dlp:    env ${variables.join(' ')} yt-dlp --ignore-config ${buildYtDlpFlags(testbed).join(' ')} URL`,
    '',
  ].join('\n');
}

/** Where to begin. */
function listHomes({ sites }: Testbed): string[] {
  const { tiktok, facebook } = sites;
  return ['https://www.youtube.com/', tiktok.truth().owner.url, facebook.truth().owner.url];
}

async function runTestbed(args: string[]): Promise<void> {
  const wanted = parseCommandLine(args);
  if (!wanted) return void process.stdout.write(usage);
  const { options, truth, cookies } = wanted;
  const onMediaProgress = (done: number, total: number) => {
    process.stderr.write(`making media, once on this machine: ${done} of ${total} clips\n`);
  };
  const testbed = await startTestbed({ ...options, onMediaProgress });
  if (truth !== undefined) await writeFile(truth, `${JSON.stringify(testbed.truth(), null, 2)}\n`);
  if (cookies !== undefined) {
    const { youtube, tiktok, facebook } = testbed.sites;
    const all = [youtube, tiktok, facebook].flatMap((site) => site.ownerCookies());
    await writeFile(cookies, toNetscapeCookies(all), { mode: 0o600 });
  }
  process.stdout.write(toInstructions(testbed));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await testbed.stop();
}

runTestbed(process.argv.slice(2)).catch((error: unknown) => {
  const isUsage =
    error instanceof TypeError || (error instanceof Error && error.message.startsWith('unknown scale'));
  process.stderr.write(
    isUsage ? `${error.message}\n\n${usage}` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 1;
});
