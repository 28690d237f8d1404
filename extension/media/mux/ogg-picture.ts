import { type PieceBytes, readView } from './list-pieces.ts';

/** Every stream has a page of one piece before all others; a skeleton of them may stand before those. */
const lookedBytes = 4096;

/** Whether an Ogg has a picture, of which the library sees nothing: Theora, Dirac or VP8 (RFC 3533, 4; as they begin). */
export const hasOggPicture = (source: PieceBytes): boolean =>
  /OggS.{24}(?:\x80theora|BBCD\0|OVP80)/s.test(
    String.fromCharCode(...new Uint8Array(readView(source, 0, lookedBytes).buffer)),
  );
