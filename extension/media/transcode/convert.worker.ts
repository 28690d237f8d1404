/** Encodes by the browser's own codecs, with mediabunny. Called through comlink, by one caller, who ends it. */
import { expose } from 'comlink';
import { openSource } from '../mux/byte-source.ts';
import { openInput } from '../mux/copy-tracks.ts';
import { guard } from '../mux/guard.ts';
import type { OnPart } from '../mux/mux-order.ts';
import { canConvert, convertTracks, tryConversion } from './convert-tracks.ts';
import type { ConvertWorker } from './transcode-order.ts';

const worker: ConvertWorker = {
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
