/** Reads what files are and copies their packets, with mediabunny. Called through comlink, by one caller, who ends it. */
import { expose } from 'comlink';
import { openSource } from './byte-source.ts';
import { copyTracks, openInput } from './copy-tracks.ts';
import { guard } from './guard.ts';
import type { CopyWorker, OnPart } from './mux-order.ts';
import { readProbe } from './read-probe.ts';

const worker: CopyWorker = {
  probe: guard(async (source) => {
    const bytes = await openSource(source);
    try {
      const input = openInput(bytes);
      const probe = await readProbe(input, bytes.bytes);
      input.dispose();
      return probe;
    } finally {
      bytes.close();
    }
  }),
  copy: guard(async (order, onPart: OnPart) => copyTracks(order, onPart)),
};

expose(worker);
