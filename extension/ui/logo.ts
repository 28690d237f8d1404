/** The mark of Star Export as data: a star that comes down to rest. Drawn on a 24 x 24 grid, in one colour or two. */
export const logoPaths = {
  star: 'M12 2.4L13.82 6.49L18.28 6.96L14.95 9.96L15.88 14.34L12 12.1L8.12 14.34L9.05 9.96L5.72 6.96L10.18 6.49Z',
  /** The arrow head under it; a stroke, not a shape. */
  chevron: 'M6.5 17.4L12 21.4L17.5 17.4',
} as const;
