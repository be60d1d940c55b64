/*
 * Kinds differ by line and text first, and by colour as well. The colours stand in the rules themselves,
 * because not every viewer of SVG files knows CSS variables; the page has a ground of its own, because nobody
 * knows what it is shown on.
 */

interface Colours {
  readonly ground: string;
  readonly stripe: string;
  readonly ink: string;
  readonly faint: string;
  readonly data: string;
  readonly answer: string;
  readonly control: string;
  readonly harm: string;
  readonly harmGround: string;
  readonly good: string;
  readonly goodGround: string;
}

const light: Colours = {
  ground: '#ffffff',
  stripe: '#f3f5f8',
  ink: '#1f2328',
  faint: '#6b737c',
  data: '#0a58ca',
  answer: '#17692d',
  control: '#6f42c1',
  harm: '#b3141f',
  harmGround: '#fdeaea',
  good: '#17692d',
  goodGround: '#d6f0dc',
};

const dark: Colours = {
  ground: '#10141a',
  stripe: '#181e26',
  ink: '#e6eaf0',
  faint: '#98a2ae',
  data: '#6cb0ff',
  answer: '#63c97a',
  control: '#c09bff',
  harm: '#ff7b7b',
  harmGround: '#3a171b',
  good: '#63c97a',
  goodGround: '#173a22',
};

/** The style sheet of the picture, for light and dark surroundings. */
export const STYLE = `
text { font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; font-size: 12px }
.title { font-size: 17px; font-weight: 600 }
.strong { font-weight: 600 }
.small { font-size: 11px }
.halo { font-size: 11px; paint-order: stroke; stroke-width: 3px; stroke-linejoin: round }
path { fill: none }
.lane { stroke-width: 1 }
.lane.impaired { stroke-dasharray: 5 4 }
.lane.dead { stroke-dasharray: 1 6; stroke-linecap: round }
.request { stroke-width: 1.3 }
.answer, .done { stroke-width: 1.3; stroke-dasharray: 6 3 }
.data { stroke-width: 2.6 }
.begin { stroke-width: 2.6; stroke-dasharray: 9 4 }
.control { stroke-width: 1.6; stroke-dasharray: 2 3 }
.box { stroke-width: 1 }
.cross { stroke-width: 2.6 }
.reach { stroke-width: 1.3; stroke-dasharray: 1 3 }
.bar { stroke-width: 1; stroke-dasharray: 3 3 }
.bar.good { stroke-width: 2; stroke-dasharray: none }
.bar.half { stroke-width: 1.4; stroke-dasharray: 1.5 3 }
.bar.sent { stroke-width: 1.6; stroke-dasharray: 9 4 }
.bar.told { stroke-dasharray: none }
.bar.harm { stroke-width: 2.6; stroke-dasharray: none }
.banner { stroke-width: 1; stroke-dasharray: 7 4 }
.banner.harm { stroke-width: 2.6; stroke-dasharray: none }
path.epoch { stroke-width: 1.2; stroke-dasharray: 9 3 2 3 }
${rules(light)}
@media (prefers-color-scheme: dark) {
${rules(dark)}
}
`;

function rules(c: Colours): string {
  return `
text { fill: ${c.ink} }
.faint { fill: ${c.faint} }
.halo { stroke: ${c.ground} }
.ground { fill: ${c.ground} }
.stripe { fill: ${c.stripe} }
.lane { stroke: ${c.ink} }
.lane.dead { stroke: ${c.faint} }
.box { fill: ${c.ground}; stroke: ${c.ink} }
.request, .done { stroke: ${c.ink} }
.answer { stroke: ${c.answer} }
.data, .begin { stroke: ${c.data} }
.control { stroke: ${c.control} }
.cross, .reach { stroke: ${c.harm} }
.tip { stroke: none }
.tip.request, .tip.done, .dot { fill: ${c.ink} }
.tip.answer { fill: ${c.answer} }
.tip.data, .tip.begin { fill: ${c.data} }
.tip.control { fill: ${c.control} }
.tip.open { fill: ${c.ground}; stroke-width: 1.6; stroke-dasharray: none }
.tip.open.begin { stroke: ${c.data} }
.bolt, text.harm { fill: ${c.harm} }
.bar { fill: none; stroke: ${c.faint} }
.bar.good { fill: ${c.goodGround}; stroke: ${c.good} }
.bar.sent { stroke: ${c.data} }
.bar.told { stroke: ${c.ink} }
.bar.harm { fill: ${c.harmGround}; stroke: ${c.harm} }
.banner { fill: ${c.ground}; stroke: ${c.harm} }
.banner.harm { fill: ${c.harmGround} }
.banner.better { stroke: ${c.good} }
path.epoch { stroke: ${c.control} }
text.epoch { fill: ${c.control} }`.trim();
}
