import { call } from './api.js';

/** Posts that lists have brought: opening one of them asks for nothing. */
const known = new Map();

export function rememberItem(item) {
  known.set(item.id, item);
}

export async function findItem(id, detail) {
  const given = detail?.itemInfo?.itemStruct;
  if (given?.id === id) return given;
  if (detail && detail.statusCode !== 0) return { refusal: detail.statusCode };
  if (known.has(id)) return known.get(id);
  const answer = await call('item/detail', { itemId: id });
  return answer?.itemInfo?.itemStruct ?? { refusal: answer?.statusCode ?? 0 };
}
