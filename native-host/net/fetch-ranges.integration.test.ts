/** What servers send in place of the part that was asked for: never is it put behind what is there. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mebibyte } from '../../shared/net/testing/fetch-stage.ts';
import { type Respond, readRange, serveCut, serveFile, type Version } from '../../testbed/origin.ts';
import { body, openStage, other, type Stage, version } from './__fixtures__/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.origin.stop());
beforeEach(() => stage.reset());

/** What servers send in place of the part that was asked for. */
const misbehaviours: [
  string,
  Version,
  (asked: ReturnType<typeof readRange>) => Parameters<typeof answer>[0],
][] = [
  ['the whole file, unchanged', version, () => ({ status: 200, part: body })],
  ['the whole of a changed file', other, () => ({ status: 200, part: other.body, of: other })],
  ['a part of a changed file', other, (asked) => ({ status: 206, asked, of: other })],
  ['a part that begins earlier', version, (asked) => ({ status: 206, asked, shift: -1 })],
  ['a part that begins later', version, (asked) => ({ status: 206, asked, shift: 1000 })],
  ['a part of a longer file', version, (asked) => ({ status: 206, asked, total: body.length + 5 })],
  ['a part of who knows what', version, (asked) => ({ status: 206, asked, contentRange: null })],
  ['a part of unknown length', version, (asked) => ({ status: 206, asked, total: '*' })],
  ['a part in another unit', version, (asked) => ({ status: 206, asked, contentRange: 'items 0-1/2' })],
  ['416 with the same length', version, () => ({ status: 416, contentRange: `bytes */${body.length}` })],
  ['416 with another length', other, () => ({ status: 416, contentRange: `bytes */${body.length + 9}` })],
  ['416 and nothing else', version, () => ({ status: 416, contentRange: null })],
];

interface Misbehaviour {
  status: number;
  part?: Buffer;
  asked?: ReturnType<typeof readRange>;
  of?: Version;
  shift?: number;
  total?: number | '*';
  contentRange?: string | null;
}

function answer(
  { status, part, asked, of = version, shift = 0, total = of.body.length, contentRange }: Misbehaviour,
  response: Parameters<Respond>[1],
): void {
  const from = (asked?.from ?? 0) + shift;
  const last = Math.min(of.body.length - 1, (asked?.last ?? 0) + shift);
  const bytes = part ?? (status === 206 ? of.body.subarray(from, last + 1) : Buffer.alloc(0));
  const named =
    contentRange === undefined && status === 206 ? `bytes ${from}-${last}/${total}` : contentRange;
  response.writeHead(status, {
    'content-length': bytes.length,
    ...(of.etag && { etag: of.etag }),
    ...(named && { 'content-range': named }),
  });
  response.end(bytes);
}

describe.each(misbehaviours)('a server that answers with %s', (_name, truth, misbehave) => {
  const respond: Respond = (request, response, count) => {
    const asked = readRange(request);
    if (asked) answer(misbehave(asked), response);
    else serveFile(truth)(request, response, count);
  };

  test('for the rest of a part is asked for the whole once more', async () => {
    await stage.leavePart(version);
    stage.origin.serve(respond);
    await stage.expectWhole(truth);
  });

  test('for one of several parts is asked for the whole once more', async () => {
    stage.origin.serve((request, response, count) =>
      count === 0 ? serveFile(version)(request, response, count) : respond(request, response, count),
    );
    await stage.expectWhole(truth, { connections: 4 });
  });
});

test('a file that changes with every request is given up', async () => {
  stage.origin.serve((request, response, count) => {
    const next = Buffer.from(body);
    next[1000] = count;
    serveCut({ body: next, etag: `"${count}"` }, 2 * mebibyte)(request, response, count);
  });
  await expect(stage.get()).rejects.toMatchObject({ code: 'media.incomplete' });
  expect(await stage.listFiles()).toEqual([]);
});
