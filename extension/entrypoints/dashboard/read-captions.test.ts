import { expect, it } from 'vitest';
import { readCaptions } from './read-captions.ts';

const cue = '1\n00:00:01,000 --> 00:00:02,000\n';

it.each([
  ['a.SRT', `${cue}Grüße\n`, 'srt'],
  ['a.vtt', `WEBVTT\n\n${cue}Grüße\n`, 'vtt'],
])('the captions of %s are read', async (name, text, format) => {
  expect(await readCaptions(new File([text], name))).toEqual({ text, format, language: null });
});

it('a file without captions is refused by name', async () => {
  await expect(readCaptions(new File(['RIFF'], 'film.srt'))).rejects.toMatchObject({
    code: 'media.unsupported',
    message: expect.stringContaining('There are no captions in film.srt'),
  });
});

it('a file that is larger than captions are is not read', async () => {
  const film = new File([cue], 'film.srt');
  Object.defineProperty(film, 'size', { value: 4e9 });
  Object.defineProperty(film, 'arrayBuffer', { value: () => Promise.reject(new Error('read')) });
  await expect(readCaptions(film)).rejects.toMatchObject({ code: 'media.unsupported' });
});
