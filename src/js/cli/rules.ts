import { rules, viewers, type RuleDocumentation } from '../slim.js';
import { EXIT, indent, UsageError, type Exit } from './failure.js';
import { similar } from './similar.js';
import { columnsOf, err, out, paint } from './terminal.js';
import { wrap } from './wrap.js';

/** `omescope rules`: the catalogue, a line each. */
export async function rulesCommand(inputs: readonly string[], { json }: { readonly json: boolean }): Promise<Exit> {
  if (inputs.length > 0) throw new UsageError('omescope rules takes no input; omescope explain RULE tells of one');
  const all = await rules();
  if (json) out(JSON.stringify(all, null, 2));
  else {
    // A line each, whatever the width, for `grep` and the like.
    for (const rule of all) out(`${paint(rule.id, 'bold')}  ${withSlots(rule.title)}`);
    err(paint('What is in <angle brackets> is filled in with what is found in the data; omescope explain RULE tells all of a rule.', 'dim', process.stderr));
  }
  return EXIT.ok;
}

/** `omescope explain`: what a rule is about. */
export async function explainCommand(inputs: readonly string[]): Promise<Exit> {
  const all = await rules();
  if (inputs.length === 0) throw new UsageError('omescope explain needs the name of a rule; omescope rules lists them');
  for (const id of inputs) {
    const rule = all.find((known) => known.id === id);
    if (rule === undefined) throw new UsageError(`there is no rule "${id}".${nearest(id, all)} omescope rules lists them`);
    explain(rule);
  }
  return EXIT.ok;
}

/** `omescope viewers`: the viewers that can be checked for. */
export async function viewersCommand(inputs: readonly string[], { json }: { readonly json: boolean }): Promise<Exit> {
  if (inputs.length > 0) throw new UsageError('omescope viewers takes no input');
  const all = await viewers();
  if (json) out(JSON.stringify(all, null, 2));
  else {
    for (const viewer of all) {
      const more = [viewer.parts.join(', '), viewer.date, ...(viewer.default ? [] : ['only when asked for']), ...(viewer.remark ? [viewer.remark] : [])];
      out(`${paint(viewer.id, 'bold')}  ${more.join('; ')}`);
    }
  }
  return EXIT.ok;
}

function explain(rule: RuleDocumentation): void {
  const width = Math.min(columnsOf(process.stdout), 100) - 6;
  out(paint(rule.id, 'bold'));
  out(indent(wrap(withSlots(rule.title), width)));
  out('\nWhy it matters');
  out(indent(wrap(withSlots(rule.why), width)));
  out('\nWhat to do');
  out(indent(wrap(withSlots(rule.fix.text), width)));
  if (rule.fix.command !== '') out(indent(withoutArguments(rule.fix.command)));
  out('\nWho is affected');
  for (const { software, versions, effect, says } of rule.affects) {
    out(indent(wrap(`${software}${versions === '' ? '' : ` ${versions}`}: ${effect}${says === '' ? '' : `, and says "${withSlots(says)}"`}`, width)));
  }
  out('\nHow that is known');
  for (const source of rule.evidence) out(indent(wrap(source, width)));
  out('');
}

/** `{width}` as `<width>`: what is filled in is not taken for a word of the sentence. */
function withSlots(text: string): string {
  return text.replace(/\{([a-z_]+)\}/g, (_, name: string) => `<${name.replaceAll('_', ' ')}>`);
}

/** `{width}` as `WIDTH`, for commands and for programs: angle brackets mean something to shells, and to what shows SARIF. */
export function withoutArguments(text: string): string {
  return text.replace(/\{([a-z_]+)\}/g, (_, name: string) => name.toUpperCase());
}

/** ` Did you mean ...?`, of rules that may be meant by a name that none has. */
export function nearest(id: string, all: readonly RuleDocumentation[]): string {
  const concept = id.split('/').at(-1) ?? id;
  const ids = all.map((rule) => rule.id);
  const like = ids.filter((known) => concept !== '' && known.includes(concept));
  // The slip is in the second part of the name more often than in the first.
  const area = id.split('/')[0] ?? '';
  like.sort((one, other) => Number(other.startsWith(`${area}/`)) - Number(one.startsWith(`${area}/`)));
  const meant = like.length > 0 ? like : similar(id, ids);
  return meant.length === 0 ? '' : ` Did you mean ${meant.slice(0, 3).join(' or ')}?`;
}
