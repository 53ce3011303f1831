// Parts of documents that are generated, between two comments that name them.

/** The document with this text in the place of the part. */
export function withPart(document, part, text, by = 'docs') {
  const [mark, end] = [`<!-- ${part}: written by npm run ${by} -->`, `<!-- end of ${part} -->`];
  const [from, to] = [document.indexOf(mark), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the document has to have "${mark}" and "${end}"`);
  return `${document.slice(0, from + mark.length)}\n\n${text}\n\n${document.slice(to)}`;
}

/** Text as a cell of a table. */
export function cell(text) {
  return text.replace(/[|<>*_]/g, '\\$&');
}
