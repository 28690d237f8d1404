/** First Node whose script engine, certificates API and type stripping the companion can rely on. */
export const minimumNode = 22;

/** `v24.21.0` → 24; NaN for text that is no version. */
export const toNodeMajor = (version: string): number => Number.parseInt(version.replace(/^v/, ''), 10);
