/** Looks like the pages' own buttons: sizes and colours of a tonal pill, light and dark; in a bar, of a plain button. */
export const buttonStyle = `
:host {
  all: initial;
  --ink: #0f0f0f; --pill: rgba(0, 0, 0, .05); --pill-over: rgba(0, 0, 0, .1); --sheet: #fff;
  --soft: #606060; --line: rgba(0, 0, 0, .12); --fill: rgba(6, 95, 212, .2); --focus: #065fd4;
  --good: #0b7a3e; --bad: #b3261e; --star: #e6a100;
  display: inline-flex; flex: none; align-items: center; vertical-align: middle;
  margin-inline-start: 8px; color: var(--ink);
  font: 500 14px/36px Roboto, Arial, sans-serif;
}
:host([data-theme="dark"]) {
  --ink: #f1f1f1; --pill: rgba(255, 255, 255, .1); --pill-over: rgba(255, 255, 255, .2); --sheet: #282828;
  --soft: #aaa; --line: rgba(255, 255, 255, .2); --fill: rgba(62, 166, 255, .3); --focus: #3ea6ff;
  --good: #6fdc9a; --bad: #ff9d94; --star: #ffc43d;
}
:host([data-layout="column"]) { margin: 0 0 16px; }
:host([data-layout="floating"]) {
  position: fixed; inset-block-end: 24px; inset-inline-end: 24px; margin: 0; z-index: 2147483000;
}
button { font: inherit; color: inherit; border: 0; margin: 0; cursor: pointer; background: none; }
.pill {
  display: inline-flex; align-items: center; height: 36px; padding: 0 16px; border-radius: var(--radius, 18px);
  background-color: var(--pill); white-space: nowrap; font-variant-numeric: tabular-nums;
  background-image: linear-gradient(var(--fill), var(--fill)); background-repeat: no-repeat;
  background-size: calc(var(--fraction, 0) * 100%) 100%; transition: background-size .3s;
}
.pill:dir(rtl) { background-position: right; }
.pill:hover { background-color: var(--pill-over); }
svg { width: 24px; height: 24px; margin-inline: -6px 6px; flex: none; }
.star { fill: currentColor; stroke: currentColor; stroke-width: 1.4; stroke-linejoin: round; }
.chevron { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.pill[data-tone="busy"] .star { color: var(--star); }
.pill[data-tone="good"] svg { color: var(--good); }
.pill[data-tone="bad"] svg { color: var(--bad); }
button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
:host([data-layout="floating"]) .pill {
  background-color: var(--sheet); border: 1px solid var(--line); box-shadow: 0 4px 16px rgba(0, 0, 0, .25);
}
:host([data-layout="column"]) .pill {
  flex-direction: column; height: auto; width: 48px; padding: 0; border-radius: 0; gap: 6px;
  background: none; font-size: 14px; line-height: 20px; overflow: visible;
}
:host([data-layout="column"]) svg {
  margin: 0; padding: 12px; border-radius: 50%; background: var(--pill);
}
:host([data-layout="column"]) .pill:hover svg { background: var(--pill-over); }
:host([data-layout="bar"]) { flex: 1 1 0; justify-content: center; margin: 0; color: var(--soft); }
:host([data-layout="bar"]) .pill {
  flex: 1; justify-content: center; height: 32px; padding: 0 12px; border-radius: 4px; background-color: transparent;
  font-size: 15px; font-weight: 600; line-height: 20px;
}
:host([data-layout="bar"]) .pill:hover { background-color: var(--pill); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.panel {
  box-sizing: border-box; position: fixed; inset: auto; margin: 0; width: 280px; padding: 16px 8px 8px;
  border: 1px solid var(--line); border-radius: 12px; background: var(--sheet); color: var(--ink);
  box-shadow: 0 4px 32px rgba(0, 0, 0, .25); font: 400 14px/20px Roboto, Arial, sans-serif;
}
.panel p { margin: 0 8px 8px; overflow-wrap: anywhere; }
.panel .product { font-weight: 500; margin-bottom: 4px; }
.panel progress {
  display: block; width: calc(100% - 16px); height: 4px; margin: 12px 8px; border: 0; border-radius: 2px;
  appearance: none; background: var(--pill-over); overflow: hidden;
}
.panel progress::-webkit-progress-bar { background: var(--pill-over); }
.panel progress::-webkit-progress-value { background: var(--focus); }
.panel progress::-moz-progress-bar { background: var(--focus); }
.panel progress[hidden] { display: none; }
.panel button { display: block; width: 100%; padding: 8px; border-radius: 8px; text-align: start; }
.panel button:hover { background: var(--pill); }
.panel .trouble { color: var(--bad); }
@media (prefers-reduced-motion: reduce) { .pill { transition: none; } }
@media (forced-colors: active) { .pill, .panel { border: 1px solid ButtonText; } }
`;
