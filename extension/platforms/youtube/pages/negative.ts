/** The ways YouTube says no, each with its own code. Texts are in the user's language, so structure goes first. */
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import { at, toArray, toObject, toText } from '../../../core/json.ts';
import { createPageRefusal, type PageRefusal } from '../../../core/pages/page-refusal.ts';
import type { Facts } from '../documents/facts.ts';
import { readText } from '../documents/text.ts';

/** Browse ids that belong to an account: without one there is nothing to show. */
export function needsLogin(browseId: string | null): boolean {
  return /^(VLLL|VLWL|VLLM|FEhistory|FEchannels|FElibrary|FEplaylist_aggregation|FEsubscriptions)$/.test(
    browseId ?? '',
  );
}

/** What an HTTP status alone says, or null when it says nothing final. */
export function toStatusRefusal(status: number | null, asked: string | null = null): PageRefusal | null {
  const context = { status: status ?? 0 };
  if (status === 429 || status === 503) return createPageRefusal('platform.rate_limited', null, context);
  if (status === 401 || status === 403) return createPageRefusal('platform.login_required', null, context);
  if (status === 404 || status === 410) return createPageRefusal('platform.not_found', null, context);
  if (status === 400 && asked === 'FEtrending')
    return createPageRefusal('platform.removed_feature', null, context);
  if (status === 400) return createPageRefusal('platform.not_found', null, context);
  return status !== null && status >= 400 ? createPageRefusal('net.http', null, context) : null;
}

/** An API answer that is nothing but an error: `{error: {code, message, status}}`. */
export function readErrorBody(doc: unknown, asked: string | null): PageRefusal | null {
  const error = toObject(at(doc, 'error'));
  if (!error || at(doc, 'contents') !== undefined) return null;
  const code = typeof error.code === 'number' ? error.code : null;
  return toStatusRefusal(code, asked) ?? createPageRefusal('platform.page_changed', toText(error.message));
}

/** The error bar above an otherwise empty page. */
export function readAlerts(doc: unknown, facts: Facts): PageRefusal | null {
  for (const entry of toArray(at(doc, 'alerts'))) {
    const alert = toObject(at(entry, 'alertRenderer'));
    if (alert?.type !== 'ERROR') continue;
    const text = readText(alert.text);
    if (facts.loggedOut === true && needsLogin(facts.browseId))
      return createPageRefusal('platform.login_required', text);
    return createPageRefusal(isPrivate(text ?? '') ? 'platform.private' : 'platform.not_found', text);
  }
  return null;
}

/** A page that asks for an account or an age instead of showing its list. */
export function readGate(doc: unknown, facts: Facts): PageRefusal | null {
  const tab = toArray(at(doc, 'contents', 'twoColumnBrowseResultsRenderer', 'tabs'))[0];
  const section = at(tab, 'tabRenderer', 'content', 'sectionListRenderer', 'contents', 0);
  const gate = toObject(at(section, 'channelAgeGateRenderer'));
  if (gate) return createPageRefusal('platform.age_gate', readText(gate.header));
  return facts.loggedOut === true && needsLogin(facts.browseId)
    ? createPageRefusal('platform.login_required')
    : null;
}

/** Why a video does not play, or null when it does. */
export function readPlayability(player: unknown): PageRefusal | null {
  const playability = toObject(at(player, 'playabilityStatus'));
  const status = toText(playability?.status);
  if (!playability || status === null || status === 'OK') return null;
  const reason = readText(playability.reason) ?? readText(toArray(playability.messages)[0]);
  return createPageRefusal(toPlayabilityCode(status, playability, reason ?? ''), reason);
}

function toPlayabilityCode(status: string, playability: Record<string, unknown>, reason: string): ErrorCode {
  if (status === 'LIVE_STREAM_OFFLINE') return 'platform.not_finished';
  if (status.startsWith('AGE_') || status === 'CONTENT_CHECK_REQUIRED' || hasAgeGate(playability, reason))
    return 'platform.age_gate';
  if (isMembersOnly(playability, reason)) return 'platform.members_only';
  if (status === 'LOGIN_REQUIRED') {
    if (/\bbot\b/i.test(reason)) return 'platform.checkpoint';
    // "This video is private": those who may see it are asked to log in.
    return isPrivate(reason) || Array.isArray(playability.messages)
      ? 'platform.private'
      : 'platform.login_required';
  }
  if (isPrivate(reason)) return 'platform.private';
  return status === 'ERROR' && /removed|deleted|terminated|closed/i.test(reason)
    ? 'platform.not_found'
    : 'platform.unavailable';
}

function hasAgeGate(playability: Record<string, unknown>, reason: string): boolean {
  return (
    playability.desktopLegacyAgeGateReason !== undefined ||
    /\b(confirm your age|inappropriate for some)\b/i.test(reason)
  );
}

function isMembersOnly(playability: Record<string, unknown>, reason: string): boolean {
  const offer = at(playability, 'errorScreen', 'playerLegacyDesktopYpcOfferRenderer', 'offerId');
  return offer === 'sponsors_only_video' || /\bmembers?\b/i.test(reason);
}

function isPrivate(text: string): boolean {
  return /\bprivad|\bpriv(at|é|ée|ato|ata)|приват|закрыт|非公開|私享|不公開|私人|비공개|prywat|gizli|özel|privát|خاص/i.test(
    text,
  );
}

/** An HTML page that stands in for the one that was asked for. */
export function readHtmlRefusal(html: string): PageRefusal | null {
  if (/action="https:\/\/consent\.(youtube|google)\.[a-z.]+\//.test(html))
    return createPageRefusal('platform.consent_required');
  if (isCaptcha(html)) return createPageRefusal('platform.rate_limited');
  if (
    /https:\/\/accounts\.google\.com\/(v3\/signin|ServiceLogin|signin)/.test(html) &&
    !html.includes('ytInitialData')
  ) {
    return createPageRefusal('platform.login_required');
  }
  return null;
}

function isCaptcha(html: string): boolean {
  const form = /(action="[^"]*\/sorry\/|google\.com\/sorry\/|id="captcha-form")/.test(html);
  return form || (!html.includes('ytInitialData') && /unusual traffic/i.test(html));
}
