// docs/layers.svg: the layers of the core and what each may use, drawn from the table that tests/layers.rs enforces.
import dagre from '@dagrejs/dagre';

const STYLE = `
.paper { fill: #fff; stroke: #d0d7de; } rect { fill: #eef4fb; stroke: #4a7ab5; }
text { font: 15px ui-monospace, Menlo, Consolas, monospace; fill: #1b2733; text-anchor: middle; }
path { stroke: #6b7785; fill: none; stroke-width: 1.3; }
`.trim();

/** Names of layers with those they may use, from the text of tests/layers.rs. */
export function layersOf(source) {
  const table = /const MAY_USE[^=]*= &\[([\s\S]*?)\n\];/.exec(source)?.[1];
  if (table === undefined) throw new Error('tests/layers.rs has no table MAY_USE');
  const rows = [...table.matchAll(/\(\s*"(\w+)",\s*&\[([^\]]*)\]/g)].map(([, name, used]) => [name, [...used.matchAll(/"(\w+)"/g)].map(([, one]) => one)]);
  return new Map(rows.filter(([name]) => name !== 'lib'));
}

/** The picture of these layers as SVG, on a background of its own so that it can be read on light and dark pages. */
export function drawLayers(layers) {
  const graph = new dagre.graphlib.Graph().setGraph({ nodesep: 36, ranksep: 44, marginx: 24, marginy: 24 }).setDefaultEdgeLabel(() => ({}));
  for (const name of layers.keys()) graph.setNode(name, { label: name, width: 104, height: 34 });
  for (const [name, used] of layers) for (const to of direct(layers, used)) graph.setEdge(name, to);
  dagre.layout(graph);
  const { width, height } = graph.graph();
  const arrows = graph.edges().map((edge) => `<path d="${curve(graph.edge(edge).points)}" marker-end="url(#tip)"/>`);
  const boxes = graph.nodes().map((name) => box(name, graph.node(name)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" aria-labelledby="title">
<title id="title">Layers of the core. Arrows mean "may use"; what follows from other arrows is left out.</title>
<style>
${STYLE}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0.5 L7.5 4 L0 7.5 Z" style="fill: #6b7785; stroke: none"/></marker></defs>
<rect class="paper" x="0.5" y="0.5" width="${round(width - 1)}" height="${round(height - 1)}" rx="8"/>
${[...arrows, ...boxes].join('\n')}
</svg>
`;
}

/** Of what a layer may use, what it cannot reach through another. */
function direct(layers, used) {
  const reach = (name, above = []) => {
    if (above.includes(name)) throw new Error(`the layers go round: ${[...above, name].join(' -> ')}`);
    return layers.get(name).flatMap((next) => [next, ...reach(next, [...above, name])]);
  };
  const indirect = new Set(used.flatMap((name) => reach(name)));
  return used.filter((name) => !indirect.has(name));
}

function box(name, { x, y, width, height }) {
  return `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${width}" height="${height}" rx="6"/><text x="${round(x)}" y="${round(y + 5)}">${name}</text>`;
}

/** A line through points, with corners rounded: from the middle of each piece to that of the next, bent at the point between. */
function curve(points) {
  const [first, ...rest] = points;
  const last = rest.pop();
  const bends = rest.map((point, index) => {
    const next = rest[index + 1];
    const end = next === undefined ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return ` Q${round(point.x)} ${round(point.y)} ${round(end.x)} ${round(end.y)}`;
  });
  return `M${round(first.x)} ${round(first.y)}${bends.length > 0 ? bends.join('') : ` L${round(last.x)} ${round(last.y)}`}`;
}

function round(number) {
  return Math.round(number * 10) / 10;
}
