import type { OmescopeError } from '../errors.js';
import { ENCODING_ADVICE, RANGE_ADVICE } from './advice.js';
import type { Ask } from './ask.js';
import { errorOf, type Problem } from './problem.js';
import { amount, duration, plain, reasonOf } from './words.js';

/** The words for each way an answer can be wrong. `Problem`s may pass with another try; errors do not. */

export function noAnswer(timeout: number): Problem {
  return {
    code: 'http-timeout',
    what: `The server did not answer within ${duration(timeout)}`,
    todo: 'Try again later, or allow more time with limits.headerTimeout.',
    retryable: true,
  };
}

export function stalled(timeout: number, received: number): Problem {
  return {
    code: 'http-timeout',
    what: `The server sent ${amount(received)} and then nothing for ${duration(timeout)}`,
    todo: 'Try again later, or allow more time with limits.stallTimeout.',
    retryable: true,
  };
}

export function cutOff(received: number, cause: unknown): Problem {
  return {
    code: 'http-network',
    what: `The connection broke after ${amount(received)}${cause === undefined ? '' : `: ${reasonOf(cause)}`}`,
    todo: 'Try again. If it breaks at the same place each time, the server or a proxy before it cuts answers off.',
    cause,
    retryable: true,
  };
}

export function wrongRange({ link, span }: Ask, what: string, response: Response): OmescopeError {
  return errorOf(link.address, span, {
    code: 'http-wrong-range',
    what,
    todo: 'The server, or a proxy or cache before it, handles byte ranges wrongly: report it there, or read a copy from elsewhere.',
    response,
  });
}

/** `received` of the bytes of `span` came, again and again fewer than are there. */
export function tooShort({ link, span }: Ask, received: number): OmescopeError {
  return errorOf(link.address, span, {
    code: 'http-short',
    what: `The server sent only ${received} of ${span.end - span.start} bytes, and asking for the rest did not bring it`,
    todo: 'The file on the server may be cut off, or a proxy before it limits answers: compare its size there with the original.',
    retryable: true,
  });
}

export function encoded({ link, span }: Ask, response: Response): OmescopeError {
  const encoding = plain(response.headers.get('Content-Encoding') ?? '');
  return errorOf(link.address, span, {
    code: 'http-encoded',
    what: `The server compressed a byte range (Content-Encoding: ${encoding}), so its bytes are not those of the file`,
    todo: 'Turn compression off for this file on the server.',
    help: ENCODING_ADVICE,
    response,
  });
}

export function notData({ link, span }: Ask, page: string, response?: Response): OmescopeError {
  return errorOf(link.address, span, {
    code: 'http-not-data',
    what: `The server sent ${page} in place of the file`,
    todo:
      'Give the address of the file itself, not of a page that shows or shares it, or that wants a login first. ' +
      'Web applications also answer with a page for files that are missing.',
    response,
  });
}

/** `size` is the file's, when it is known. */
export function rangeIgnored({ link, span }: Ask, size: number | undefined, response: Response): OmescopeError {
  const { address, limits } = link;
  const most = amount(limits.wholeFile);
  const sent = size === undefined ? `more than the ${most} that are taken whole` : `${amount(size)}, over the ${most} that are taken whole`;
  if (!address.ranged) {
    return errorOf(address, span, {
      code: 'http-range-ignored',
      what: `A ${address.name}: address can only be read whole, and this one holds ${sent}`,
      todo: 'Give the File or Blob itself instead.',
      response,
    });
  }
  return errorOf(address, span, {
    code: 'http-range-ignored',
    what: `The server ignored the byte range and began to send the whole file: ${sent}`,
    todo: 'Put the file on a server that answers byte ranges, or give the downloaded file instead.',
    help: RANGE_ADVICE,
    response,
  });
}
