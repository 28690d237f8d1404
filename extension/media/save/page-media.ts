/** What a page says of its media. */
export interface PageMedia {
  title: string;
  /** Whole addresses, the likeliest first. */
  addresses: string[];
  thumbnail: string | null;
}
