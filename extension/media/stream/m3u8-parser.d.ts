declare module 'm3u8-parser' {
  /** `manifest` is read by a schema of ours. */
  export class Parser {
    /** A tag that is none of the parser's own; with `segment` it is put down in `custom` of the segment after it. */
    addParser(tag: { expression: RegExp; customType: string; segment: boolean }): void;
    push(text: string): void;
    end(): void;
    readonly manifest: unknown;
  }
}
