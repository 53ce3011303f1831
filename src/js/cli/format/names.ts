export const FORMAT_NAMES = ['pretty', 'json', 'ndjson', 'sarif', 'markdown', 'github'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

export function isFormat(text: string): text is FormatName {
  return FORMAT_NAMES.some((name) => name === text);
}
