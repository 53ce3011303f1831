// Errors as data: the name, the first line, and what is inside.

/** `{ name, message, inner? }` of anything that was thrown. */
export function described(error) {
  if (typeof error === 'string') return { name: 'string', message: error };
  const name = error?.name ?? typeof error;
  const issues = error?.issues?.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const message = issues ? issues[0] : firstLine(error?.message ?? String(error));
  const inner = issues ?? error?.errors?.filter(Boolean).map((one) => firstLine(one.message ?? String(one)));
  return { name, message, ...(inner?.length ? { inner: inner.slice(0, 8) } : {}) };
}

function firstLine(text) {
  return String(text).split('\n')[0].slice(0, 400);
}

/** One line of an error. */
export function line({ name, message }) {
  return name === 'Error' ? message : `${name}: ${message}`;
}
