/** Colours by scheme. Every text colour has a contrast of at least 4.5 to both backgrounds. @source WCAG 2.2, 1.4.3 */
export const palettes: Readonly<Record<'light' | 'dark', Readonly<Record<string, string>>>> = {
  light: {
    bg: '#ffffff',
    soft: '#f2f4f6',
    fg: '#1c2024',
    dim: '#535c66',
    line: '#c4cad0',
    link: '#0b57a4',
    bad: '#a8201a',
    good: '#136337',
    unsure: '#734c00',
  },
  dark: {
    bg: '#14171a',
    soft: '#1f2429',
    fg: '#e6e9ec',
    dim: '#a9b2bb',
    line: '#4a525a',
    link: '#8ec1ff',
    bad: '#ff9c94',
    good: '#86dca6',
    unsure: '#f2c14e',
  },
};

/** The style of the page. */
export function pageStyle(): string {
  return `:root { color-scheme: light dark; ${variables('light')} }
@media (prefers-color-scheme: dark) { :root { ${variables('dark')} } }
${RULES}`;
}

function variables(scheme: 'light' | 'dark'): string {
  return Object.entries(palettes[scheme])
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');
}

const RULES = `* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 76rem; background: var(--bg); color: var(--fg); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.3rem; margin: 2.5rem 0 0.75rem; } h3 { font-size: 1.05rem; margin: 0; }
h4 { font-size: 0.95rem; margin: 1rem 0 0.25rem; }
h1, h2, h3, h4, p, li, td, dd, summary { overflow-wrap: anywhere; }
p { margin: 0.4rem 0; max-width: 60rem; }
a { color: var(--link); } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; } .skip:focus { position: static; }
header { border-left: 0.5rem solid; padding: 0.5rem 1rem; background: var(--soft); }
.conformant, .passed { color: var(--good); } .nonconformant, .failed { color: var(--bad); } .inconclusive, .open { color: var(--unsure); }
header h1 { color: inherit; } header p, header dl { color: var(--fg); } .why { font-size: 1.15rem; }
.dim, .aside { color: var(--dim); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; margin: 0.75rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem; margin: 0.5rem 0; }
dt { color: var(--dim); } dd { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; font-size: 0.925rem; }
caption { text-align: left; color: var(--dim); padding: 0.25rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); }
td { min-width: 3rem; } th { white-space: nowrap; } td.number, th.number { text-align: right; } td.says { min-width: 16rem; }
tr:target, .finding:target { outline: 3px solid var(--link); }
code, pre, .id { font-family: ui-monospace, monospace; font-size: 0.875rem; unicode-bidi: isolate; }
pre { background: var(--soft); border: 1px solid var(--line); padding: 0.5rem 0.75rem; margin: 0.25rem 0; max-height: 24rem; overflow: auto;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.finding { border: 1px solid var(--line); margin: 1rem 0; } .finding > summary { padding: 0.6rem 1rem; cursor: pointer; }
.finding > summary h3 { display: inline; } .finding > .inner { padding: 0 1rem 1rem; }
.exchange { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 0 1.5rem; }
.exchange > div { min-width: 0; }
fieldset { border: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; }
button, input { font: inherit; color: inherit; }
button { background: var(--soft); border: 1px solid var(--line); padding: 0.1rem 0.6rem; cursor: pointer; }
body:has(#show-failed:checked) tr[data-outcome]:not([data-outcome="failed"]),
body:has(#show-open:checked) tr[data-outcome]:not([data-outcome="open"]),
body:has(#show-passed:checked) tr[data-outcome]:not([data-outcome="passed"]),
body:has(#show-counting:checked) tr[data-counts="no"] { display: none; }
@media print {
  body { max-width: none; padding: 0; font-size: 0.85rem; } nav, fieldset, button, .skip { display: none; }
  pre { max-height: none; } .finding, tr { break-inside: avoid; } .scroll { overflow: visible; }
}
`;
