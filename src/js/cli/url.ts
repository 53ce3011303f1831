export const URL_SCHEME = /^(https?|s3|gs):\/\//i;

/** Whether an input is an address, and not a path. */
export function isUrl(text: string): boolean {
  return URL_SCHEME.test(text);
}
