declare module 'm3u8-parser' {
  /** `manifest` is read by a schema of ours. */
  export class Parser {
    push(text: string): void;
    end(): void;
    readonly manifest: unknown;
  }
}
