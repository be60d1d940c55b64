/** The colours of pictures on a light ground. */
export const ink = {
  ground: '#ffffff',
  panel: '#f7f9fc',
  outline: '#d3dbe6',
  state: '#e6f0fb',
  stateBorder: '#4b7bb0',
  final: '#eceff3',
  finalBorder: '#8a94a3',
  text: '#172033',
  faintText: '#55617a',
  line: '#4a5a73',
} as const;

/** The same on a dark ground. */
export const darkInk: Readonly<Record<keyof typeof ink, string>> = {
  ground: '#0d1420',
  panel: '#141d2c',
  outline: '#2b3a50',
  state: '#1b3350',
  stateBorder: '#6ea8d8',
  final: '#252f3f',
  finalBorder: '#7d8a9e',
  text: '#e8eef7',
  faintText: '#a4b1c5',
  line: '#9fb0c8',
};
