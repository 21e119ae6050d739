/** Colours that stay apart for colour-blind readers and on a grey printer. */
export const COLOURS = {
  sync: '#c8553d',
  async: '#17728a',
  third: '#8a6d00',
  ideal: '#7d8590',
  text: '#1f2933',
  quiet: '#5f6b7a',
  grid: '#e6e9ed',
  card: '#ffffff',
} as const;

export const FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif";

/** All measures in pixels of the picture's own grid. */
export const LAYOUT = {
  width: 880,
  headHeight: 104,
  /** Of a picture with one plot, and of each of several. */
  panelHeight: 300,
  smallPanelHeight: 190,
  panelGap: 72,
  footHeight: 78,
  left: 84,
  /** Room for the names at the lines' ends. */
  right: 150,
  labelHeight: 17,
} as const;
