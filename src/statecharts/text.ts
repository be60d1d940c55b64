/** Lines one step further in. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** Breaks a text between words, into as few lines of at most `width` characters as it takes, about equal. */
export function wrapped(text: string, width: number): string[] {
  const lines = filled(text, width);
  let best = lines;
  for (let narrower = width - 1; narrower > 0; narrower--) {
    const others = filled(text, narrower);
    if (others.length > lines.length) return best;
    best = others;
  }
  return best;
}

function filled(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

/** The text as it stands in XML, and in what Graphviz calls HTML. */
export function escapedXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
