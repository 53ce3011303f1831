/** Trusted Types: this page lets no text become code, but for the one script that its workers run. */

/** The part of the platform's factory that is used here. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('omescope', { createScriptURL: ownBlob });

/** A `blob:` address that this page made, as what `new Worker` accepts. */
export function workerUrl(url: string): string {
  // The platform wants a TrustedScriptURL where it knows them; its types say string.
  return (policy?.createScriptURL(url) ?? ownBlob(url)) as string;
}

function ownBlob(url: string): string {
  if (url.startsWith(`blob:${location.origin}/`)) return url;
  throw new TypeError('Only a script that this page has loaded runs in a worker.');
}
