/** Words of servers and addresses made fit to print. Everything a server says passes through `plain`. */

/** Longest piece of foreign text in a message. */
const LONGEST = 200;
const LONGEST_URL = 300;

/** Query parameters that hold a secret, or a part of one, in signed addresses. */
const SECRET_PARAMETERS =
  /^(x-amz-.*|x-goog-.*|sig|signature|token|access_token|auth|key|api_?key|awsaccesskeyid|googleaccessid|key-pair-id|policy)$/i;

/** Foreign text without control and direction characters, on one line, of at most 200 characters. */
export function plain(text: string): string {
  const oneLine = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return shortened(oneLine, LONGEST);
}

/** An address for messages: no user name, no password, no fragment, and signed parameters hidden. */
export function printableUrl(href: string): string {
  const url = new URL(href);
  if (url.protocol === 'data:') return shortened(url.href, 40);
  const query = url.search === '' ? '' : `?${url.search.slice(1).split('&').map(printableParameter).join('&')}`;
  const place = url.protocol === 'blob:' ? url.href.split(/[?#]/, 1)[0] : `${url.protocol}//${url.host}${url.pathname}`;
  return shortened(`${place}${query}`, LONGEST_URL);
}

/** What an exception says, with the reason that Node's fetch hides in `cause`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return plain(String(error));
  const inner = error.cause instanceof Error ? innermost(error.cause) : '';
  return plain(inner === '' || inner === error.message ? error.message || error.name : `${error.message}: ${inner}`);
}

/** `15 s`, `250 ms`. */
export function duration(milliseconds: number): string {
  return milliseconds >= 1000 ? `${Math.round(milliseconds / 100) / 10} s` : `${Math.round(milliseconds)} ms`;
}

/** `32 MiB`, `1000 bytes`. */
export function amount(bytes: number): string {
  const mebibyte = 1024 * 1024;
  return bytes >= mebibyte ? `${Math.round((bytes / mebibyte) * 10) / 10} MiB` : `${bytes} bytes`;
}

function printableParameter(parameter: string): string {
  const [name = '', ...value] = parameter.split('=');
  return value.length > 0 && SECRET_PARAMETERS.test(decoded(name)) ? `${name}=…` : parameter;
}

/** Percent-decoding that leaves alone what is not percent-encoded UTF-8. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function innermost(cause: Error): string {
  // Node reports a host with several addresses as an AggregateError without a message of its own.
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : undefined;
  if (cause.message === '' && first instanceof Error) return first.message;
  return cause.message || ('code' in cause ? String(cause.code) : '');
}

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
