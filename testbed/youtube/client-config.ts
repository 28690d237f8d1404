import { buildSecret } from './catalog/ids.ts';

/** What the page says about itself. */
export const clientVersion = '2.20261119.01.00';
export const buildLabel = 'youtube.desktop.web_20261119_01_RC00';
/** Not a key of anybody: the right length and beginning only. */
export const apiKey = 'AIzaSyTESTBEDtestbedTESTBEDtestbedTESTBE';
export const playerPath = '/s/player/7e57bed0/player_ias.vflset/en_US/base.js';
export const signatureTimestamp = 20_771;

export function visitorData(seed: number): string {
  return `Cgt${buildSecret(seed, 'visitor-data', 32)}%3D%3D`;
}
