/** What the range client sends, how often, to which addresses, and what it says where a browser tells nothing. */
import { describe, expect, it, vi } from 'vitest';
import { OmescopeError } from '../../src/js/errors.js';
import { type HttpLimits, httpSource } from '../../src/js/http/source.js';
import { faults, startFaultServer } from './support/fault-server.js';
import { always, BIG, failure, FILE, once, PATIENT, ranges, serve, SIZE, twice, useServers } from './support/http.js';
import { useNoDelays } from './support/turns.js';

useServers();

describe('tries', () => {
  it('ask only for what is missing', async () => {
    const server = await serve({ rules: twice(faults.cut(0.5)) });
    expect(await httpSource(server.url, { limits: PATIENT }).read(1000, 1000)).toEqual(FILE.slice(1000, 2000));
    expect(ranges(server)).toEqual(['1000-2000', '1500-2000', '1750-2000']);
  });

  it('wait as long as the server asks', async () => {
    const server = await serve({ rules: once(faults.status(429, { 'Retry-After': '1' })) });
    const { delays, restore } = useNoDelays((delay) => delay === 1000);
    await httpSource(server.url, { limits: PATIENT }).read(0, 10).finally(restore);
    expect(delays).toContain(1000);
    expect(server.log).toHaveLength(2);
  });

  it('wait a quarter and half a second, varied by half, when nothing else is said', async () => {
    const fetch = vi.fn(async (): Promise<Response> => await Promise.reject(new TypeError('fetch failed')));
    const { delays, restore } = useNoDelays((delay) => delay < 1000);
    await failure(httpSource('https://example.org/a.tif', { fetch }).read(0, 10)).finally(restore);
    expect(fetch).toHaveBeenCalledTimes(3);
    const [first = 0, second = 0, ...more] = delays.filter((delay) => delay > 100 && delay < 1000);
    expect(more).toEqual([]);
    expect(first).toBeGreaterThanOrEqual(125);
    expect(first).toBeLessThanOrEqual(375);
    expect(second).toBeGreaterThanOrEqual(250);
    expect(second).toBeLessThanOrEqual(750);
  });

  it('are as many as the caller says', async () => {
    const server = await serve({ rules: always(faults.status(503)) });
    const error = await failure(httpSource(server.url, { limits: { ...PATIENT, attempts: 1 } }).read(0, 10));
    expect(error.message).not.toContain('Tried');
    await failure(httpSource(server.url, { limits: { ...PATIENT, attempts: 5 } }).read(0, 10));
    expect(server.log).toHaveLength(6);
  });

  it('are reported when nobody listens at the address', async () => {
    const server = await startFaultServer({ file: FILE });
    await server.close();
    const error = await failure(httpSource(server.url, { limits: PATIENT }).read(0, 10));
    expect(error).toMatchObject({ code: 'http-network', retryable: true });
    expect(error.message).toMatch(/ECONNREFUSED.*Tried 3 times\. Check the address/);
  });

  it('are reported when the server does not speak TLS', async () => {
    const server = await serve();
    const error = await failure(httpSource(server.url.replace('http:', 'https:'), { limits: PATIENT }).read(0, 10));
    expect(error.code).toBe('http-network');
    expect(error.message).toMatch(/could not be reached: .*certificate/);
  });

  it('are not made for an error that a fetch of the caller throws as its own', async () => {
    const own = new OmescopeError('usage', 'no token');
    const fetch = vi.fn(() => {
      throw own;
    });
    await expect(httpSource('https://example.org/a.tif', { fetch }).read(0, 10)).rejects.toBe(own);
    expect(fetch).toHaveBeenCalledOnce();
  });
});

describe('what is sent and counted', () => {
  it('keeps the headers of a request, and drops those that would make it conditional', async () => {
    const server = await serve();
    const request = new Request(server.url, { headers: { Authorization: 'Bearer x', 'If-Range': '"a"', 'If-Match': '"a"', Range: 'bytes=5-6' } });
    const source = httpSource(request, { limits: PATIENT });
    expect(await source.read(10, 10)).toEqual(FILE.slice(10, 20));
    expect(await source.read(20, 10)).toEqual(FILE.slice(20, 30));
    expect(server.log[1]?.headers).toMatchObject({ authorization: 'Bearer x', range: 'bytes=20-29' });
    expect(server.log[1]?.headers).not.toHaveProperty('if-range');
    expect(server.log[1]?.headers).not.toHaveProperty('if-match');
  });

  it('turns a user name and password in the address into a header, and never prints them', async () => {
    const server = await serve({ rules: always(faults.status(404)) });
    const url = `${server.url.replace('://', '://j%C3%B6rg:geheim@')}?X-Amz-Signature=abc&x=1&sig=def&token=ghi#there`;
    const error = await failure(httpSource(url, { limits: PATIENT }).read(0, 10));
    expect(server.log[0]?.headers.authorization).toBe(`Basic ${Buffer.from('j\u00f6rg:geheim').toString('base64')}`);
    expect(server.log[0]?.path).toBe('/image.ome.tif?X-Amz-Signature=abc&x=1&sig=def&token=ghi');
    expect(error.at.url).toBe(`${server.url}?X-Amz-Signature=…&x=1&sig=…&token=…`);
    expect(error.message).toContain(error.at.url);
    expect(JSON.stringify([error.message, error.at])).not.toMatch(/geheim|abc|def|ghi/);
  });

  it('counts requests and bytes, and tells of them', async () => {
    const server = await serve({ rules: once(faults.status(503, {}, 'busy')) });
    const told: { requests: number; bytes: number }[] = [];
    const source = httpSource(server.url, { limits: PATIENT, onTransfer: (transfer) => told.push(transfer) });
    expect(source.transfer).toEqual({ requests: 0, bytes: 0 });
    await source.read(0, 1000);
    expect(source.transfer).toEqual({ requests: 2, bytes: 1004 });
    expect(told[0]).toEqual({ requests: 1, bytes: 0 });
    expect(told.at(-1)).toEqual({ requests: 2, bytes: 1004 });
  });

  it('reads a response body of any pieces', async () => {
    const pieces = [FILE.slice(0, 1), new Uint8Array(), FILE.slice(1, 700), FILE.slice(700, 1000)];
    const body = () =>
      new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece);
          controller.close();
        },
      });
    const source = httpSource('https://example.org/a.tif', {
      fetch: async () => new Response(body(), { status: 206, headers: { 'Content-Range': `bytes 0-999/${SIZE}` } }),
    });
    expect(await source.read(0, 1000)).toEqual(FILE.slice(0, 1000));
  });

  it.each([
    ['past the end', 416, {}],
    ['too large', 200, { 'Content-Length': '99999999' }],
    ['compressed', 206, { 'Content-Encoding': 'gzip' }],
    ['too long', 206, {}],
  ])('lets go of a body that is %s, though a fetch of the caller ignores the signal', async (_, status, headers) => {
    const cancel = vi.fn();
    const body = () => new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(100)), cancel }, { highWaterMark: 0 });
    const source = httpSource('https://example.org/a.tif', { fetch: async () => new Response(body(), { status, headers }) });
    await source.read(10, 250).catch(() => {});
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('does not take a part of a whole file for the file, though a fetch of the caller does not notice', async () => {
    const lengths = [5000, 4000, 3000];
    const source = httpSource('https://example.org/a.tif', {
      fetch: async () => new Response(FILE.slice(0, 3000), { headers: { 'Content-Length': `${lengths.shift()}` } }),
      limits: PATIENT,
    });
    expect(await source.read(0, 10)).toEqual(FILE.slice(0, 10));
    expect(source).toMatchObject({ size: 3000, transfer: { requests: 3 } });
  });

  it('cuts and cleans what a server says', async () => {
    const body = `\u001b[2J\u202eevil\r\n${'x'.repeat(3000)}`;
    const server = await serve({ rules: always(faults.status(403, {}, body)) });
    const { message } = await failure(httpSource(server.url, { limits: PATIENT }).read(0, 10));
    const [, said = ''] = /says "(.*?)"/.exec(message) ?? [];
    expect(said).toMatch(/^\[2J evil x+…$/);
    expect(said).toHaveLength(200);
  });

  it('asks Chromium, and it alone, not to use its cache, unless the caller chose a mode', async () => {
    const caches: string[] = [];
    const fetch = async (request: Request) => {
      caches.push(request.cache);
      return new Response(FILE.slice(0, 1), { status: 206, headers: { 'Content-Range': `bytes 0-0/${SIZE}` } });
    };
    for (const userAgent of [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ]) {
      vi.stubGlobal('navigator', { userAgent });
      await httpSource('https://example.org/a.tif', { fetch }).read(0, 1);
    }
    expect(caches).toEqual(['no-store', 'no-store', 'default']);
    vi.stubGlobal('navigator', { userAgent: 'Chrome/140.0.0.0' });
    await httpSource(new Request('https://example.org/a.tif', { cache: 'force-cache' }), { fetch }).read(0, 1);
    expect(caches.at(-1)).toBe('force-cache');
  });
});

describe('addresses', () => {
  const ask = async (input: string | URL | Request) => {
    let asked = '';
    const source = httpSource(input, {
      fetch: async ({ url }) => {
        asked = url;
        return new Response(FILE.slice(0, 1), { status: 206, headers: { 'Content-Range': `bytes 0-0/${SIZE}` } });
      },
    });
    await source.read(0, 1);
    return { asked, name: source.name, notes: source.notes };
  };

  it.each([
    ['https://example.org/a/b%20c.ome.tif?x=1', 'https://example.org/a/b%20c.ome.tif?x=1', 'b c.ome.tif', 0],
    ['https://example.org/data.zarr/', 'https://example.org/data.zarr/', 'data.zarr', 0],
    ['https://example.org', 'https://example.org/', 'example.org', 0],
    ['https://example.org/100%.tif', 'https://example.org/100%.tif', '100%.tif', 0],
    ['s3://bucket/dir/a b+c?.tif', 'https://bucket.s3.amazonaws.com/dir/a%20b%2Bc%3F.tif', 'a b+c?.tif', 1],
    ['s3://my.bucket/a.tif', 'https://s3.amazonaws.com/my.bucket/a.tif', 'a.tif', 1],
    [new URL('s3://bucket/a b.tif'), 'https://bucket.s3.amazonaws.com/a%20b.tif', 'a b.tif', 1],
    ['gs://bucket/dir/a.tif', 'https://storage.googleapis.com/bucket/dir/a.tif', 'a.tif', 1],
    [new Request('https://example.org/r.tif'), 'https://example.org/r.tif', 'r.tif', 0],
  ])('%s is fetched', async (input, url, name, notes) => {
    const result = await ask(input);
    expect(result).toMatchObject({ asked: url, name });
    expect(result.notes.map(({ code }) => code)).toEqual(notes === 1 ? ['url-rewritten'] : []);
    if (notes === 1) expect(result.notes[0]?.message).toContain(url);
  });

  it.each([
    ['file:///home/me/a.tif', /file itself/],
    ['C:\\data\\a.tif', /file itself/],
    ['ftp://user:secret@example.org/a.tif', /^ftp:\/\/example\.org\/a\.tif cannot be read: ftp: is not supported/],
    ['a.tif', /a\.tif is not a URL/],
    ['', /not a URL/],
    ['s3://bucket', /s3: is not supported/],
    [new Request('https://example.org/', { method: 'POST', body: 'x' }), /POST; only GET/],
    [new Request('https://example.org/', { mode: 'no-cors' }), /no-cors/],
  ])('%s is refused', (input, says) => {
    const refused = (): unknown => httpSource(input);
    expect(refused).toThrow(OmescopeError);
    expect(refused).toThrow(says);
  });

  it.each([[-1, 1], [0.5, 1], [Number.NaN, 1], [0, -1], [2 ** 53, 1]])('offset %d with length %d is refused', async (offset, length) => {
    expect((await failure(httpSource('https://example.org/a.tif').read(offset, length))).code).toBe('usage');
  });

  it.each([{ concurrency: 0 }, { headerTimeout: Number.NaN }, { attempts: 0 }, { wholeFile: -1 }])('limits %j are refused', (limits) => {
    expect(() => httpSource('https://example.org/a.tif', { limits })).toThrow(/limits\.\w+ is/);
  });

  it('takes blob: and data: addresses whole', async () => {
    const blob = URL.createObjectURL(new Blob([FILE]));
    const source = httpSource(blob, { limits: PATIENT });
    expect(await source.read(SIZE - 10, 100)).toEqual(FILE.slice(SIZE - 10));
    expect(source.size).toBe(SIZE);
    const error = await failure(httpSource(blob, { limits: BIG }).read(0, 10));
    expect(error).toMatchObject({ code: 'http-range-ignored', message: expect.stringMatching(/Give the File or Blob itself/) });
    URL.revokeObjectURL(blob);
    expect(await httpSource('data:,hello', { limits: PATIENT }).read(1, 3)).toEqual(new TextEncoder().encode('ell'));
  });

  it('are read against the address of the page', async () => {
    vi.stubGlobal('document', { baseURI: 'https://example.org/app/' });
    expect(await ask('../data/a.tif')).toMatchObject({ asked: 'https://example.org/data/a.tif' });
  });
});

describe('in a browser, no answer', () => {
  const HTTPS = { protocol: 'https:', origin: 'https://app.example', href: 'https://app.example/' };
  const HTTP = { protocol: 'http:', origin: 'http://app.example', href: 'http://app.example/' };
  const limits: HttpLimits = { retryDelays: [0, 0] };

  /** A browser's fetch: fails for this page, and answers unread requests if the server is there. */
  function browser(
    location: object,
    { reachable, readable = false }: { reachable: boolean; readable?: boolean },
    navigator: object = { onLine: true },
  ) {
    const asked: string[] = [];
    const fetch = vi.fn(async ({ mode, method, headers }: Request) => {
      asked.push(`${method} ${mode}${headers.has('Range') ? ' range' : ''}`);
      if (mode === 'no-cors' ? reachable : readable && !headers.has('Range')) return new Response();
      throw new TypeError('Failed to fetch');
    });
    vi.stubGlobal('location', location);
    vi.stubGlobal('navigator', navigator);
    vi.stubGlobal('fetch', fetch);
    return asked;
  }

  it('to an http: address from an https: page is mixed content', async () => {
    const asked = browser(HTTPS, { reachable: true });
    const error = await failure(httpSource('http://data.example/a.tif', { limits }).read(0, 10));
    expect(error.code).toBe('http-network');
    expect(error.message).toMatch(/mixed content.*\(http:\/\/data\.example\/a\.tif, bytes 0-9\)\. Tried 3 times\. Serve the file over https:/);
    expect(asked).toEqual(['GET cors range', 'GET cors range', 'GET cors range']);
  });

  it.each(['localhost', '127.0.0.1', '[::1]', 'x.localhost'])('from %s is not called mixed content', async (host) => {
    browser(HTTPS, { reachable: false });
    const { message } = await failure(httpSource(`http://${host}:8080/a.tif`, { limits }).read(0, 10));
    expect(message).not.toContain('mixed content');
    expect(message).toContain('could not be reached');
  });

  it('from a server that answers others is very likely CORS, said as a guess', async () => {
    const asked = browser(HTTPS, { reachable: true });
    const error = await failure(httpSource('https://data.example/a.tif', { limits }).read(0, 10));
    expect(error.code).toBe('http-network');
    expect(error.message).toMatch(/very likely does not allow this page to read it \(CORS\).*guess.*Access-Control-Allow-Origin for https:\/\/app\.example.*"not found" without that header looks the same/);
    for (const server of ['Amazon S3', 'Google Cloud Storage', 'nginx', 'Apache', 'Caddy', 'npx http-server --cors']) expect(error.help).toContain(server);
    for (const header of ['Content-Range', 'Content-Length', 'ETag', 'Accept-Ranges']) expect(error.help?.split(header).length).toBeGreaterThan(6);
    expect(asked).toEqual(['GET cors range', 'GET cors range', 'GET cors range', 'HEAD no-cors', 'GET cors']);
  });

  it('to ranges alone is very likely compression', async () => {
    browser(HTTPS, { reachable: true, readable: true });
    const error = await failure(httpSource('https://data.example/a.tif', { limits }).read(0, 10));
    expect(error.code).toBe('http-network');
    expect(error.message).toMatch(/rejects its answers to byte ranges; very likely it compresses them.*Turn compression off/);
    expect(error.help).toContain('gzip off;');
  });

  it.each([
    ['https://bucket.s3.eu-west-1.amazonaws.com/a.tif', 'AllowedOrigins'],
    ['https://storage.googleapis.com/bucket/a.tif', 'gcloud storage'],
  ])('from %s comes with the setting for that storage alone', async (url, setting) => {
    browser(HTTPS, { reachable: true });
    const { help } = await failure(httpSource(url, { limits }).read(0, 10));
    expect(help).toContain(setting);
    expect(help).not.toContain('nginx');
  });

  it('from a server that answers nobody is "could not be reached"', async () => {
    browser(HTTP, { reachable: false });
    const error = await failure(httpSource('http://data.example/a.tif', { limits }).read(0, 10));
    expect(error.message).toMatch(/could not be reached: Failed to fetch/);
    expect(error.help).toBeUndefined();
  });

  it('to a page opened from disk names it so', async () => {
    browser({ protocol: 'file:', origin: 'null', href: 'file:///app/index.html' }, { reachable: true });
    const { message } = await failure(httpSource('https://data.example/a.tif', { limits }).read(0, 10));
    expect(message).toContain('Access-Control-Allow-Origin for a page opened from disk');
  });

  it('while offline says so', async () => {
    const asked = browser(HTTPS, { reachable: false }, { onLine: false });
    const { message } = await failure(httpSource('https://data.example/a.tif', { limits }).read(0, 10));
    expect(message).toContain('no network connection');
    expect(asked).not.toContain('HEAD no-cors');
  });

  it('from the same origin, or through a fetch of the caller, is not looked into', async () => {
    const asked = browser(HTTPS, { reachable: true });
    const same = await failure(httpSource('https://app.example/a.tif', { limits }).read(0, 10));
    const fetch = vi.fn(async () => {
      throw new TypeError('Failed to fetch');
    });
    const own = await failure(httpSource('https://data.example/a.tif', { limits, fetch }).read(0, 10));
    expect(fetch).toHaveBeenCalledTimes(3);
    for (const { message } of [same, own]) expect(message).toContain('could not be reached');
    expect(asked).not.toContain('HEAD no-cors');
  });

  it('after answers is not called CORS', async () => {
    const asked = browser(HTTPS, { reachable: true });
    vi.mocked(globalThis.fetch).mockImplementationOnce(
      async () => new Response(FILE.slice(0, 10), { status: 206, headers: { 'Content-Range': `bytes 0-9/${SIZE}` } }),
    );
    const source = httpSource('https://data.example/a.tif', { limits });
    await source.read(0, 10);
    const { message } = await failure(source.read(10, 10));
    expect(message).toContain('could not be reached');
    expect(asked).not.toContain('HEAD no-cors');
  });
});
