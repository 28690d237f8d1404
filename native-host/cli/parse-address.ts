import { AppError } from '../../shared/app-error.ts';

/** The address of a page. Throws `input.invalid` for what is none; whether it may be asked is not known by that. */
export function parseAddress(text: string): string {
  if (URL.canParse(text) && text.length <= 4000) return text;
  throw new AppError(
    'input.invalid',
    `"${text.slice(0, 100)}" is not an address such as https://example.org/video.`,
  );
}
