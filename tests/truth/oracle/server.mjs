// A local HTTP server with ranges, as good static hosts answer them.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';

const TYPES = { js: 'text/javascript', bin: 'application/octet-stream', json: 'application/json', html: 'text/html', ome: 'application/xml' };

/**
 * Serves files by path. `allow(path)` gives the file of a URL path or undefined. Everything is answered at once; requests are counted
 * by path.
 */
export async function serve(find) {
  const counts = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    counts.set(path, (counts.get(path) ?? 0) + 1);
    const file = find(path);
    if (!file) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    answer(request, response, file);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${port}`, counts, close };
}

function answer(request, response, file) {
  const { size } = statSync(file);
  const type = TYPES[file.split('.').pop()] ?? 'image/tiff';
  const headers = { 'accept-ranges': 'bytes', 'content-type': type, etag: `"${size}"` };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (!range) {
    response.writeHead(200, { ...headers, 'content-length': size });
    return void createReadStream(file).pipe(response);
  }
  const start = Number(range[1]);
  const end = Math.min(range[2] === '' ? Infinity : Number(range[2]), size - 1);
  if (start > end) return void response.writeHead(416, { ...headers, 'content-range': `bytes */${size}` }).end();
  response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${end}/${size}`, 'content-length': end - start + 1 });
  createReadStream(file, { start, end }).pipe(response);
}
