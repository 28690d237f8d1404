/**
 * Reads what files are, copies their packets, and encodes by the browser's own codecs, with mediabunny. One worker for all
 * of it, because each would carry the whole library. Called through comlink, by one caller, who ends it.
 */
import { expose } from 'comlink';
import { openSource } from '../files/byte-source.ts';
import { canConvert, convertTracks, tryConversion } from '../transcode/convert-tracks.ts';
import type { ConvertWorker } from '../transcode/transcode-order.ts';
import { copyTracks, openInput } from './copy-tracks.ts';
import { countTsStreams } from './count-ts-streams.ts';
import { hasCaptions } from './find-captions.ts';
import { hasChapters } from './find-chapters.ts';
import { guard } from './guard.ts';
import { findCover } from './keep-cover.ts';
import type { CopyWorker, OnPart } from './mux-order.ts';
import { hasOggPicture } from './ogg-picture.ts';
import { readProbe } from './read-probe.ts';

const worker: CopyWorker & ConvertWorker = {
  probe: guard(async (source) => {
    const bytes = await openSource(source);
    try {
      const input = openInput(bytes);
      const probe = await readProbe(input, bytes);
      input.dispose();
      if (probe?.container === 'ts')
        return { ...probe, hidesTracks: countTsStreams(bytes) > probe.tracks.length };
      if (probe?.container === 'ogg') return { ...probe, hidesTracks: hasOggPicture(bytes) };
      return probe && { ...probe, hasChapters: hasChapters(bytes), hasCaptions: hasCaptions(bytes) };
    } finally {
      bytes.close();
    }
  }),
  cover: guard(async (source) => {
    const bytes = await openSource(source);
    try {
      const input = openInput(bytes);
      const { images = [] } = (await input.canRead()) ? await input.getMetadataTags() : {};
      input.dispose();
      return { cover: findCover(images) };
    } finally {
      bytes.close();
    }
  }),
  copy: guard(async (order, onPart: OnPart) => copyTracks(order, onPart)),
  canConvert: guard(async (order) => {
    const source = await openSource(order.source);
    try {
      return { can: await canConvert(openInput(source), order) };
    } finally {
      source.close();
    }
  }),
  try: guard(tryConversion),
  convert: guard(async (order, onPart: OnPart) => convertTracks(order, onPart)),
};

expose(worker);
