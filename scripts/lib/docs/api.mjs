// The reference of docs/api.md, from the declarations in dist/ and their comments.
//
// TypeDoc does not work with TypeScript 7, whose compiler has another interface; this reads the declarations through that one.
import { join } from 'node:path';
import { API, SymbolFlags } from 'typescript/unstable/sync';
import { cell, withPart } from './parts.mjs';

const SORTS = [
  ['Functions', SymbolFlags.Function],
  ['Classes', SymbolFlags.Class],
  ['Types', SymbolFlags.Interface | SymbolFlags.TypeAlias],
];

/** The document with the reference of the package in the folder `root` in the place of the one before. */
export function withReference(document, root, { name, exports }) {
  const typed = Object.entries(exports).filter(([, { types }]) => types !== undefined);
  return withPart(document, 'reference', reference(root, typed.map(([entry, { types }]) => [join(name, entry), join(root, types)])));
}

/** Everything that the first entry exports, and what each further one exports besides. */
function reference(root, entries) {
  const api = new API({ cwd: root });
  try {
    const [project] = api.updateSnapshot({ openFiles: entries.map(([, file]) => file) }).getProjects();
    const told = new Set();
    return entries.map(([name, file]) => entryText(project, name, file, told)).filter((text) => text !== '').join('\n\n');
  } finally {
    api.close();
  }
}

function entryText(project, name, file, told) {
  const { program, checker } = project;
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file))).filter(({ name }) => !told.has(name));
  for (const { name } of symbols) told.add(name);
  const items = symbols.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((symbol) => itemOf(project, symbol));
  const sections = SORTS.map(([title, flags]) => [title, items.filter((item) => item.flags & flags)]).filter(([, some]) => some.length > 0);
  return sections.map(([title, some]) => [`## ${title} of \`${name}\``, contents(some), ...some.map(itemText)].join('\n\n')).join('\n\n');
}

function itemOf(project, exported) {
  const { checker } = project;
  const symbol = exported.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  return {
    name: exported.name,
    flags: symbol.flags,
    comment: checker.getDocumentationCommentOfSymbol(symbol).trim(),
    throws: checker.getJsDocTagsOfSymbol(symbol).filter(({ name }) => name === 'throws').map(({ text }) => text.replace(/\s+/g, ' ').trim()),
    declarations: symbol.declarations.map((handle) => handle.resolve(project).getText()),
  };
}

/** A table of names with the first sentence on each. */
function contents(items) {
  const rows = items.map(({ name, comment }) => `| [${name}](#${name.toLowerCase()}) | ${cell(/^[\s\S]*?(?=[.:](\s|$)|$)/.exec(comment)[0].replace(/\s+/g, ' '))} |`);
  return ['| | |', '|---|---|', ...rows].join('\n');
}

function itemText({ name, comment, throws, declarations }) {
  const code = declarations.map((text) => text.replace(/^export (declare )?/, '')).join('\n');
  return [`### ${name}`, comment, ...throws.map((text) => `Throws ${text}`), `\`\`\`ts\n${code}\n\`\`\``].filter((part) => part !== '').join('\n\n');
}
