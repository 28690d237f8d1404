/** The first items that take no more than so many bytes as JSON. Pure. */
export function fitList<Item>(items: readonly Item[], bytes: number): Item[] {
  let used = 2;
  const end = items.findIndex((item) => {
    used += Buffer.byteLength(JSON.stringify(item)) + 1;
    return used > bytes;
  });
  return end < 0 ? [...items] : items.slice(0, end);
}
