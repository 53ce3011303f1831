/** How GitHub's runner reads a line of a log: `ActionCommand.TryParseV2`. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

export function commandIn(line: string): RunnerCommand | undefined {
  const [, name = '', given = '', message = ''] = /^\s*::(\S+?)(?: (.*?))?::(.*)$/s.exec(line) ?? [];
  if (name === '') return undefined;
  const pairs = given.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), colons(unescaped(pair.slice(pair.indexOf('=') + 1)))]);
  return { name, properties: Object.fromEntries(pairs) as Record<string, string>, message: percent(unescaped(message)) };
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

function colons(text: string): string {
  return percent(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}

function percent(text: string): string {
  return text.replaceAll('%25', '%');
}
