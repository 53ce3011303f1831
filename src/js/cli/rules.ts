import { rules, viewers, type RuleDocumentation } from '../index.js';
import { EXIT, indent, UsageError, type Exit } from './failure.js';
import { out, paint } from './terminal.js';
import { wrap } from './wrap.js';

/** `omescope rules`: the catalogue, a line each. */
export async function rulesCommand(inputs: readonly string[], { json }: { readonly json: boolean }): Promise<Exit> {
  if (inputs.length > 0) throw new UsageError('omescope rules takes no input; omescope explain RULE tells of one');
  const all = await rules();
  if (json) out(JSON.stringify(all, null, 2));
  else for (const rule of all) out(`${paint(rule.id, 'bold')}  ${withoutArguments(rule.title)}`);
  return EXIT.ok;
}

/** `omescope explain`: what a rule is about. */
export async function explainCommand(inputs: readonly string[]): Promise<Exit> {
  const all = await rules();
  if (inputs.length === 0) throw new UsageError('omescope explain needs the name of a rule; omescope rules lists them');
  for (const id of inputs) {
    const rule = all.find((known) => known.id === id);
    if (rule === undefined) throw new UsageError(`there is no rule "${id}"${nearest(id, all)}; omescope rules lists them`);
    explain(rule);
  }
  return EXIT.ok;
}

/** `omescope viewers`: whom verdicts are given for. */
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
  out(paint(rule.id, 'bold'));
  out(indent(wrap(withoutArguments(rule.title))));
  out('\nWhy it matters');
  out(indent(wrap(withoutArguments(rule.why))));
  out('\nWhat to do');
  out(indent(wrap(withoutArguments(rule.fix.text))));
  if (rule.fix.command !== '') out(indent(withoutArguments(rule.fix.command)));
  out('\nWho is affected');
  for (const { software, versions, effect, says } of rule.affects) {
    out(indent(`${software}${versions === '' ? '' : ` ${versions}`}: ${effect}${says === '' ? '' : `, and says "${withoutArguments(says)}"`}`));
  }
  out('\nHow that is known');
  for (const source of rule.evidence) out(indent(wrap(source)));
  out('');
}

/** `{width}` as `WIDTH`, as manual pages write what is filled in. */
export function withoutArguments(text: string): string {
  return text.replace(/\{([a-z_]+)\}/g, (_, name: string) => name.toUpperCase());
}

/** Rules that may be meant by a name that none has, for messages. */
export function nearest(id: string, all: readonly RuleDocumentation[]): string {
  const concept = id.split('/').at(-1) ?? id;
  const like = all.filter((rule) => concept !== '' && rule.id.includes(concept)).map((rule) => rule.id);
  // The slip is in the second part of the name more often than in the first.
  const area = id.split('/')[0] ?? '';
  like.sort((one, other) => Number(other.startsWith(`${area}/`)) - Number(one.startsWith(`${area}/`)));
  return like.length === 0 ? '' : `; perhaps ${like.slice(0, 3).join(', ')}`;
}
