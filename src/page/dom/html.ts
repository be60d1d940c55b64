import { CHART_ID, DATA_ID, type PageData } from '../data.ts';

/** The bundle of this folder, one script and one style sheet, and what it shows of other folders. */
export interface Assets {
  readonly script: string;
  readonly style: string;
  /** SHA-256 of the script, in base64. */
  readonly hash: string;
  /** Picture of each statechart, as SVG. */
  readonly charts: Readonly<Record<string, string>>;
}

const NO_SCRIPT =
  'This page runs the protocol itself, and needs JavaScript. As text: mirrorproof trace SCHEDULE.';

/** One explorer page: a document that loads nothing, and by its policy could not. */
export function pageHtml(data: PageData, { script, style, hash, charts }: Assets): string {
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  return `${htmlHead({ title: `${data.design.name}: ${data.source}`, policy, style })}
<body>
<noscript>${escapeHtml(NO_SCRIPT)}</noscript>
${Object.entries(charts).map(template).join('\n')}
<script type="application/json" id="${DATA_ID}">${jsonForScript(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function template([name, svg]: [string, string]): string {
  return `<template id="${CHART_ID}${name}">${svg.trim()}</template>`;
}

/** A document up to its body. */
export function htmlHead({ title, policy, style }: { title: string; policy: string; style: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>`;
}

/** Text for any place in HTML, attributes in quotes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** JSON in which nothing can end the script element that holds it. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
