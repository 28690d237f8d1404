/**
 * What the tap in the page's world and the extension's isolated world say to each other. Types only: the tap is in every
 * page of its platforms and carries no parser; what it sends is parsed in `tap-client.ts`.
 */

/** Which of the page's own requests are copied, and how much of an answer. */
export interface TapOrder {
  /** 128 random bits in hex; every message of the tap repeats it. */
  nonce: string;
  /** Path prefixes on the page's own origin, such as `/api/post/item_list/`. */
  paths: string[];
  /** Longer bodies are told without their text. */
  maxChars: number;
  /** False: nothing is copied and none of the page's functions is touched; only questions are let through. */
  copies: boolean;
}

/** A request that the tap makes through the page's own `fetch`, so that the page signs it as its own. */
export interface TapQuestion {
  id: number;
  /** Path and query on the page's own origin; its path begins with one of the order's. */
  path: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | null;
  /** Names of the headers of the answer that are wanted, in small letters. */
  wantedHeaders: string[];
}

/** To the tap. */
export type TapCommand =
  | { type: 'arm'; order: TapOrder }
  | { type: 'ask'; question: TapQuestion }
  | { type: 'disarm' };

/** From the tap; all of it is the page's word and is believed in nothing. */
export type TapMessage =
  | {
      type: 'response';
      nonce: string;
      url: string;
      method: string;
      requestBody: string | null;
      status: number;
      /** Null when it was too long or could not be read as text. */
      body: string | null;
    }
  | {
      type: 'answer';
      nonce: string;
      id: number;
      url: string;
      status: number;
      /** Of the wanted ones those that the answer has. */
      headers: Record<string, string>;
      body: string | null;
    }
  | { type: 'failed'; nonce: string; id: number; message: string };
