import { expect, it } from 'vitest';
import { toMimeType } from './item-files.ts';

it.each(['mp4', 'ts', 'flv', 'm4a', 'wav', 'heic', 'vtt', 'ttml', 'ass'])(
  'knows the media type of each kind of file that an archive has: %s',
  (type) => {
    expect(toMimeType(`media/a.${type}`)).not.toBe('application/octet-stream');
  },
);
