import type { AnswerContext, Json } from '../shapes/context.ts';

/** Answers one call from its query. Null is the empty body with status 200 that callers without rights get. */
export type Call = (context: AnswerContext, query: URLSearchParams) => Json | null;

/** What stands in every answer beside its content. `code` 0 is success. */
export function toEnvelope(context: AnswerContext, body: Json, code = 0): Json {
  const logId = `2026112112${context.nowMs.toString(16).toUpperCase().padStart(22, '0')}`;
  return {
    ...body,
    extra: { fatal_item_ids: [], logid: logId, now: context.nowMs },
    log_pb: { impr_id: logId },
    statusCode: code,
    status_code: code,
    status_msg: '',
  };
}
