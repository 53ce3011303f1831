/** Server settings that can be pasted. They let other sites read byte ranges and see what came back. */

const EXPOSED = 'Content-Range, Content-Length, ETag, Accept-Ranges';

const S3 = `Amazon S3 (bucket, Permissions, Cross-origin resource sharing):
  [{
    "AllowedOrigins": ["*"],
    "AllowedMethods": ["GET", "HEAD"],
    "AllowedHeaders": ["Range"],
    "ExposeHeaders": ["Content-Range", "Content-Length", "ETag", "Accept-Ranges"]
  }]`;

const GOOGLE = `Google Cloud Storage (responseHeader both allows and exposes):
  echo '[{"origin": ["*"], "method": ["GET", "HEAD"], "maxAgeSeconds": 3600,
    "responseHeader": ["Range", "Content-Range", "Content-Length", "ETag", "Accept-Ranges"]}]' > cors.json
  gcloud storage buckets update gs://BUCKET --cors-file=cors.json`;

const NGINX = `nginx (inside the location):
  add_header Access-Control-Allow-Origin "*" always;
  add_header Access-Control-Allow-Methods "GET, HEAD, OPTIONS" always;
  add_header Access-Control-Allow-Headers "Range" always;
  add_header Access-Control-Expose-Headers "${EXPOSED}" always;
  if ($request_method = OPTIONS) { return 204; }`;

const APACHE = `Apache (.htaccess, with mod_headers):
  Header always set Access-Control-Allow-Origin "*"
  Header always set Access-Control-Allow-Methods "GET, HEAD, OPTIONS"
  Header always set Access-Control-Allow-Headers "Range"
  Header always set Access-Control-Expose-Headers "${EXPOSED}"`;

const CADDY = `Caddy:
  header {
    Access-Control-Allow-Origin *
    Access-Control-Allow-Methods "GET, HEAD, OPTIONS"
    Access-Control-Allow-Headers Range
    Access-Control-Expose-Headers "${EXPOSED}"
  }`;

const HTTP_SERVER = `On your own computer:
  npx http-server --cors
  (allows Range; it cannot expose ${EXPOSED}, so changes of the file are harder to notice)`;

/** The setting for the storage that the address gives away, else one for each common server. */
export function corsAdvice(href: string): string {
  const host = new URL(href).hostname;
  if (/(^|\.)amazonaws\.com(\.cn)?$/.test(host)) return S3;
  if (/(^|\.)storage\.googleapis\.com$|(^|\.)storage\.cloud\.google\.com$/.test(host)) return GOOGLE;
  return [S3, GOOGLE, NGINX, APACHE, CADDY, HTTP_SERVER].join('\n\n');
}

export const RANGE_ADVICE = `Servers that answer byte ranges without any setting: Amazon S3, Google Cloud Storage, nginx, Apache, Caddy and
npx http-server --cors. Servers that do not: python -m http.server, many development servers, and proxies that
compress or buffer what they pass on.
  nginx in front of another server:  proxy_force_ranges on;
  Apache:                            remove "Header unset Accept-Ranges" and "MaxRanges none"`;

export const ENCODING_ADVICE = `A byte range of compressed text is not a byte range of the file. Turn compression off for this file:
  nginx:   gzip off;
  Apache:  SetEnvIfNoCase Request_URI "\\.(tiff?|btf|zarr.*)$" no-gzip
  Caddy:   leave this path out of "encode"
  S3, Google Cloud Storage:  upload again without Content-Encoding (gsutil cp without -z or -Z)`;
