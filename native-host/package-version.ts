import manifest from '../package.json' with { type: 'json' };

/** Version of extension and companion: they are released together. */
export const packageVersion: string = manifest.version;
