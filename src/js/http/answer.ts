/** What the headers of an answer say, as far as this page may see them. */

/** The validators of an answer: as long as they stay equal, the file is the same. */
export interface Stamp {
  /** Strong entity tag. A weak one promises equal meaning, not equal bytes, and is left out. */
  readonly etag: string | undefined;
  readonly modified: string | undefined;
  /** Size of the whole file. */
  readonly total: number | undefined;
}

export interface ContentRange {
  readonly first: number;
  /** One past the last byte. */
  readonly end: number;
  readonly total: number | undefined;
}

export function stampOf(response: Response, total: number | undefined): Stamp {
  const etag = response.headers.get('ETag')?.trim();
  return {
    // A compressed answer has an entity tag of its own (RFC 9110, section 8.8.3.3).
    etag: etag === undefined || etag === '' || /^W\//i.test(etag) || isEncoded(response) ? undefined : etag,
    modified: response.headers.get('Last-Modified')?.trim() || undefined,
    total,
  };
}

/** `Content-Range` of a 206 (RFC 9110, section 14.4), or nothing if it is malformed. */
export function parseContentRange(header: string): ContentRange | undefined {
  const [, first, last, total] = /^\s*bytes\s+(\d+)-(\d+)\/(\d+|\*)\s*$/i.exec(header) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const range = { first: Number(first), end: Number(last) + 1, total: total === '*' ? undefined : Number(total) };
  const sound =
    range.end > range.first &&
    Number.isSafeInteger(range.end) &&
    (range.total === undefined || (range.total >= range.end && Number.isSafeInteger(range.total)));
  return sound ? range : undefined;
}

/** The size in the `Content-Range: bytes *\/1234` of a 416. */
export function sizeOfUnsatisfied(response: Response): number | undefined {
  const [, total] = /^\s*bytes\s+\*\/(\d+)\s*$/i.exec(response.headers.get('Content-Range') ?? '') ?? [];
  const size = Number(total);
  return total !== undefined && Number.isSafeInteger(size) ? size : undefined;
}

/** The body's length, when it is declared and is that of the bytes handed over. */
export function declaredLength(response: Response): number | undefined {
  const header = response.headers.get('Content-Length');
  return header !== null && /^\s*\d+\s*$/.test(header) && !isEncoded(response) ? Number(header) : undefined;
}

export function isEncoded(response: Response): boolean {
  const encoding = response.headers.get('Content-Encoding')?.trim().toLowerCase() ?? '';
  return encoding !== '' && encoding !== 'identity';
}

/** `text/html`, without parameters; empty when not told. */
export function mediaType(response: Response): string {
  return (response.headers.get('Content-Type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** Milliseconds that the server asks to wait, given in seconds or as a date. */
export function retryAfter(response: Response): number | undefined {
  const header = response.headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = header === '' ? Number.NaN : Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
